// A folder of its own for a test, gone with it.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace domesday
{

class Scratch
{
public:
    Scratch()
    {
        std::string name = (std::filesystem::temp_directory_path() / "domesday-test-XXXXXX").string();
        folder_ = mkdtemp(name.data());
    }
    ~Scratch()
    {
        std::error_code error;
        std::filesystem::remove_all(folder_, error);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    // Writes a file and gives its path.
    std::string write(const std::string& name, const std::string& bytes) const
    {
        std::filesystem::create_directories((folder_ / name).parent_path());
        std::ofstream{folder_ / name, std::ios::binary} << bytes;
        return path(name);
    }

private:
    std::filesystem::path folder_;
};

}  // namespace domesday
