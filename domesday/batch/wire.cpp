#include "domesday/batch/wire.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cereal/archives/binary.hpp>
#include <cereal/types/array.hpp>
#include <cereal/types/common.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/optional.hpp>
#include <cerrno>
#include <cstring>
#include <new>
#include <sstream>
#include <system_error>
#include <type_traits>

namespace domesday
{
namespace
{

// Reads what cereal's BinaryOutputArchive wrote and believes none of it: a length is at most what is left, a
// truth value 0 or 1. (cereal's own reader makes room for any length before it looks for the bytes.)
class Decoder : public cereal::InputArchive<Decoder, cereal::AllowEmptyClassElision>
{
public:
    explicit Decoder(std::string_view bytes) : InputArchive(this), left_(bytes) {}

    void take(void* to, std::size_t count)
    {
        if (count > left_.size())
            throw std::runtime_error("cut short");
        std::memcpy(to, left_.data(), count);
        left_.remove_prefix(count);
    }
    std::size_t left() const { return left_.size(); }

private:
    std::string_view left_;
};

template <class T>
requires std::is_arithmetic_v<T>
void load(Decoder& decoder, T& value)
{
    std::array<unsigned char, sizeof(T)> bytes{};
    decoder.take(bytes.data(), bytes.size());
    if constexpr (std::is_same_v<T, bool>) {
        if (bytes[0] > 1)
            throw std::runtime_error("neither true nor false");
    }
    std::memcpy(&value, bytes.data(), sizeof(T));
}

template <class T>
void load(Decoder& decoder, cereal::NameValuePair<T>& value)
{
    decoder(value.value);
}

template <class T>
void load(Decoder& decoder, cereal::SizeTag<T>& tag)
{
    decoder(tag.size);
    if (tag.size > decoder.left())
        throw std::runtime_error("a length beyond the end");
}

// In a message only values that their type has.
template <class Enum>
void check(Enum value, Enum last)
{
    if (value < Enum{} || value > last)
        throw std::runtime_error("a name that is none");
}

}  // namespace
}  // namespace domesday

template <>
struct cereal::traits::detail::get_output_from_input<domesday::Decoder> {
    using type = cereal::BinaryOutputArchive;
};

// In place of cereal/types/string.hpp and vector.hpp: these grow with what is there.
namespace cereal
{

template <class Archive>
void save(Archive& archive, const std::string& text)
{
    archive(make_size_tag(static_cast<size_type>(text.size())));
    archive.saveBinary(text.data(), static_cast<std::streamsize>(text.size()));
}
inline void load(domesday::Decoder& archive, std::string& text)
{
    size_type size = 0;
    archive(make_size_tag(size));
    text.resize(size);
    archive.take(text.data(), size);
}
template <class Archive, class T>
void save(Archive& archive, const std::vector<T>& list)
{
    archive(make_size_tag(static_cast<size_type>(list.size())));
    for (const auto& each : list)
        archive(each);
}
template <class T>
void load(domesday::Decoder& archive, std::vector<T>& list)
{
    size_type size = 0;
    archive(make_size_tag(size));
    list.clear();
    for (; size > 0; --size)
        archive(list.emplace_back());
}

}  // namespace cereal

namespace domesday
{

// The fields of each value, in order; both ends are the same binary, so no versions are needed.
template <class Archive>
void serialize(Archive& archive, Box& box)
{
    archive(box.left, box.top, box.right, box.bottom);
}
template <class Archive>
void serialize(Archive& archive, Place& place)
{
    archive(place.page, place.line, place.begin, place.end, place.box);
}
template <class Archive>
void serialize(Archive& archive, Value& value)
{
    archive(value.text, value.places, value.confidence, value.reasons);
    check(value.confidence, Confidence::low);
}
template <class Archive>
void serialize(Archive& archive, Score& score)
{
    archive(score.value, score.label, score.likelihood, score.impact, score.printed, score.likelihood_printed,
            score.impact_printed, score.heading, score.basis, score.previous, score.confidence,
            score.reasons);
    check(score.confidence, Confidence::low);
}
template <class Archive>
void serialize(Archive& archive, LayerMismatch& mismatch)
{
    archive(mismatch.stage, mismatch.part, mismatch.text_layer, mismatch.picture);
    check(mismatch.stage.value_or(Stage::target), Stage::target);
}
template <class Archive>
void serialize(Archive& archive, Entry& entry)
{
    archive(entry.id, entry.id_printed, entry.id_repaired, entry.id_repair_reason, entry.kind, entry.texts,
            entry.scores, entry.layer_mismatches, entry.first_page, entry.last_page, entry.first_line,
            entry.last_line, entry.reasons);
    check(entry.kind, Kind::opportunity);
    for (const auto& [field, value] : entry.texts)
        check(field, Field::other);
    for (const auto& [stage, score] : entry.scores)
        check(stage, Stage::target);
}
template <class Archive>
void serialize(Archive& archive, Matrix& matrix)
{
    archive(matrix.likelihood, matrix.impact, matrix.scores, matrix.places, matrix.rule,
            matrix.impact_weights, matrix.reasons);
    check(matrix.rule, MatrixRule::free);
}
template <class Archive>
void serialize(Archive& archive, Mention& mention)
{
    archive(mention.id, mention.stage, mention.value, mention.label, mention.change, mention.claim,
            mention.from, mention.text);
    check(mention.stage.value_or(Stage::target), Stage::target);
    check(mention.change, Change::unchanged);
}
template <class Archive>
void serialize(Archive& archive, Movement& movement)
{
    archive(movement.id, movement.text);
}
template <class Archive>
void serialize(Archive& archive, Movements& movements)
{
    archive(movements.added, movements.deleted, movements.stated);
}
template <class Archive>
void serialize(Archive& archive, Register& reg)
{
    archive(reg.title, reg.organisation, reg.year, reg.quarter, reg.period_places, reg.as_at, reg.first_page,
            reg.last_page, reg.matrix, reg.headings, reg.stages, reg.layout, reg.entries);
    for (const Stage stage : reg.stages)
        check(stage, Stage::target);
    check(reg.layout, Layout::scan);
}
template <class Archive>
void serialize(Archive& archive, UnplacedTable& table)
{
    archive(table.page, table.line, table.headings, table.reason, table.places);
}
template <class Archive>
void serialize(Archive& archive, Fact& fact)
{
    archive(fact.what, fact.text, fact.places, fact.document);
}
template <class Archive>
void serialize(Archive& archive, PageWords& page)
{
    archive(page.page, page.words, page.used);
}
template <class Archive>
void serialize(Archive& archive, LeftOut& left_out)
{
    archive(left_out.page, left_out.text, left_out.words, left_out.reason, left_out.is_explained,
            left_out.entry, left_out.places, left_out.beside);
}
template <class Archive>
void serialize(Archive& archive, ParsedDocument& document)
{
    archive(document.registers, document.mentions, document.movements, document.unplaced_tables,
            document.notes, document.pages, document.left_out);
}
template <class Archive>
void serialize(Archive& archive, ScannedPage& page)
{
    archive(page.page, page.turned, page.skew);
}
template <class Archive>
void serialize(Archive& archive, DocumentInfo& info)
{
    archive(info.kind, info.page_count, info.encoding, info.pages_left_out, info.notes, info.repaired,
            info.scanned_pages);
    check(info.kind, SourceKind::text);
}
template <class Archive>
void serialize(Archive& archive, PageTime& page)
{
    archive(page.page, page.seconds);
}
template <class Archive>
void serialize(Archive& archive, ReadingCost& cost)
{
    archive(cost.read, cost.recognise, cost.layout, cost.parse, cost.slowest);
}
template <class Archive>
void serialize(Archive& archive, Survey& survey)
{
    archive(survey.pages, survey.judged, survey.pictures);
}
template <class Archive>
void serialize(Archive& archive, Reading& reading)
{
    archive(reading.info, reading.content, reading.cost, reading.survey);
}
template <class Archive>
void serialize(Archive& archive, ReadOptions& options)
{
    archive(options.ocr, options.languages, options.pages, options.pages_left_out, options.cache_folder,
            options.password);
    check(options.ocr, OcrMode::verify);
}
template <class Archive>
void serialize(Archive& archive, ReadRequest& request)
{
    archive(request.name, request.sha256, request.options);
}
template <class Archive>
void serialize(Archive& archive, ReadFailure& failure)
{
    archive(failure.reason, failure.page, failure.found, failure.advice);
    check(failure.reason, Reason::crashed);
}
template <class Archive>
void serialize(Archive& archive, PaintedPage& page)
{
    archive(page.page, page.image.bytes, page.image.is_jpeg, page.image.width, page.image.height,
            page.image.page_width, page.image.page_height);
}
template <class Archive>
void serialize(Archive& archive, ArchiveMember& member)
{
    archive(member.name, member.bytes);
}
template <class Archive>
void serialize(Archive& archive, ArchiveFault& fault)
{
    archive(fault.name, fault.reason, fault.text);
    check(fault.reason, Reason::crashed);
}

namespace
{

struct FrameHead {
    std::uint8_t kind = 0;
    std::array<char, sizeof(std::uint64_t)> length{};
};

void write_all(int socket, const char* bytes, std::size_t count)
{
    while (count > 0) {
        const ssize_t written = ::send(socket, bytes, count, MSG_NOSIGNAL);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            throw std::system_error(errno, std::generic_category(), "sending to the other process");
        bytes += written;
        count -= static_cast<std::size_t>(written);
    }
}

bool read_all(int socket, char* bytes, std::size_t count)
{
    while (count > 0) {
        const ssize_t got = ::read(socket, bytes, count);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        bytes += got;
        count -= static_cast<std::size_t>(got);
    }
    return true;
}

// The first bytes of a frame travel with the descriptor, if there is one (unix(7), SCM_RIGHTS).
void send_head(int socket, const FrameHead& head, int descriptor)
{
    iovec part{const_cast<FrameHead*>(&head), sizeof head};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    if (descriptor >= 0) {
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        cmsghdr* rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(rights), &descriptor, sizeof(int));
    }
    ssize_t sent = 0;
    do
        sent = ::sendmsg(socket, &header, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent != static_cast<ssize_t>(sizeof head))
        throw std::system_error(errno, std::generic_category(), "sending to the other process");
}

bool receive_head(int socket, FrameHead& head, int& descriptor)
{
    iovec part{&head, sizeof head};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    ssize_t got = 0;
    do
        got = ::recvmsg(socket, &header, MSG_WAITALL | MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    for (cmsghdr* item = CMSG_FIRSTHDR(&header); item != nullptr; item = CMSG_NXTHDR(&header, item))
        if (item->cmsg_level == SOL_SOCKET && item->cmsg_type == SCM_RIGHTS)
            std::memcpy(&descriptor, CMSG_DATA(item), sizeof(int));
    return got == static_cast<ssize_t>(sizeof head);
}

template <class T>
std::string encoded(const T& value)
{
    std::ostringstream stream;
    cereal::BinaryOutputArchive archive{stream};
    archive(value);
    return std::move(stream).str();
}

template <class T>
T decoded(std::string_view payload)
{
    try {
        Decoder decoder{payload};
        T value;
        decoder(value);
        if (decoder.left() > 0)
            throw std::runtime_error("more than was asked for");
        return value;
    } catch (const std::exception& error) {  // cereal's own, bad_alloc, ours: all mean the same here
        throw std::runtime_error(std::string("a message that cannot be decoded: ") + error.what());
    }
}

}  // namespace

void send_message(int socket, const Message& message)
{
    FrameHead head{.kind = static_cast<std::uint8_t>(message.kind)};
    const std::uint64_t length = message.payload.size();
    std::memcpy(head.length.data(), &length, sizeof length);
    send_head(socket, head, message.descriptor);
    write_all(socket, message.payload.data(), message.payload.size());
}

std::optional<Message> receive_message(int socket)
{
    FrameHead head;
    Message message;
    if (!receive_head(socket, head, message.descriptor))
        return std::nullopt;
    std::uint64_t length = 0;
    std::memcpy(&length, head.length.data(), sizeof length);
    const bool known = head.kind <= static_cast<std::uint8_t>(MessageKind::picture);
    bool whole = known && length <= kLargestFrame;
    if (whole) {
        message.kind = static_cast<MessageKind>(head.kind);
        message.payload.resize(length);
        whole = read_all(socket, message.payload.data(), length);
    }
    if (!whole) {
        if (message.descriptor >= 0)
            ::close(message.descriptor);
        return std::nullopt;
    }
    return message;
}

std::string encode(const ReadRequest& request)
{
    return encoded(request);
}
std::string encode(const Reading& reading)
{
    return encoded(reading);
}
std::string encode(const ReadFailure& failure)
{
    return encoded(failure);
}
std::string encode(const ArchiveMember& member)
{
    return encoded(member);
}
std::string encode(const ArchiveFault& fault)
{
    return encoded(fault);
}
std::string encode(const PaintedPage& page)
{
    return encoded(page);
}
ReadRequest request_from(std::string_view payload)
{
    return decoded<ReadRequest>(payload);
}
Reading reading_from(std::string_view payload)
{
    return decoded<Reading>(payload);
}
ReadFailure failure_from(std::string_view payload)
{
    return decoded<ReadFailure>(payload);
}
ArchiveMember member_from(std::string_view payload)
{
    return decoded<ArchiveMember>(payload);
}
ArchiveFault fault_from(std::string_view payload)
{
    return decoded<ArchiveFault>(payload);
}
PaintedPage painted_page_from(std::string_view payload)
{
    return decoded<PaintedPage>(payload);
}

}  // namespace domesday
