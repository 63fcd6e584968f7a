# Writes the migrations into one C++ source, in number order, so that the program needs no files beside it.
list(SORT INPUTS)
set(text "#include \"schema/migrations.hpp\"\n\nnamespace domesday\n{\nnamespace\n{\n\nconstexpr std::string_view kMigrations[] = {\n")
foreach(file IN LISTS INPUTS)
  file(READ "${file}" sql)
  string(APPEND text "R\"sql(${sql})sql\",\n")
endforeach()
string(APPEND text "};\n\n}  // namespace\n\nstd::span<const std::string_view> migrations()\n{\n    return kMigrations;\n}\n\n}  // namespace domesday\n")
file(WRITE "${OUTPUT}" "${text}")
