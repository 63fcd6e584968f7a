#include "domesday/batch/painting.hpp"

#include <optional>
#include <span>
#include <stdexcept>
#include <variant>

#include "domesday/batch/sandboxed_child.hpp"
#include "extractor/document/error.hpp"

namespace domesday
{
namespace
{

void send_failure(int socket, int page, const InputError& error)
{
    send_message(socket,
                 {.kind = MessageKind::failed,
                  .payload = encode(ReadFailure{
                      .reason = error.reason, .page = page, .found = error.found, .advice = error.advice})});
}

void paint(int socket, const Source& source, std::span<const PageWish> pages, const std::string& password)
{
    try {
        PdfDocument document{source, password};
        for (const auto& wish : pages) {
            try {
                const PaintedPage painted{wish.page, page_image(document, wish.page, wish.turn)};
                send_message(socket, {.kind = MessageKind::picture, .payload = encode(painted)});
            } catch (const InputError& error) {
                send_failure(socket, wish.page, error);
            }
        }
    } catch (const InputError& error) {  // of the document as a whole
        for (const auto& wish : pages)
            send_failure(socket, wish.page, error);
    }
}

// The next page, or why there is none; nothing: the painter is no more, or talks nonsense.
std::optional<std::variant<PaintedPage, ReadFailure>> next_of(SandboxedChild& child, int due)
{
    try {
        const auto message = child.next();
        if (message && message->kind == MessageKind::failed)
            return failure_from(message->payload);
        if (message && message->kind == MessageKind::picture)
            if (auto painted = painted_page_from(message->payload); painted.page == due)
                return painted;
    } catch (const std::runtime_error&) {  // what does not decode counts as a crash
    }
    return std::nullopt;
}

bool hand_over(SandboxedChild& child, int due, const PagePainting& painting)
{
    auto answer = next_of(child, due);
    if (!answer)
        return false;
    if (auto* painted = std::get_if<PaintedPage>(&*answer))
        painting.take(std::move(*painted));
    else
        painting.fault(due, std::get<ReadFailure>(*answer).found);
    return true;
}

}  // namespace

void paint_pages(const Source& source, const std::vector<PageWish>& pages, const PaintOptions& options,
                 const PagePainting& painting)
{
    std::span<const PageWish> left{pages};
    for (int bad = 0; !left.empty() && bad <= options.bad_pages; ++bad) {
        SandboxedChild child{{.purpose = "to paint pages",
                              .memory = options.memory,
                              .patience = options.page_seconds,
                              .allow_unsandboxed = options.allow_unsandboxed},
                             [&](int socket, int) { paint(socket, source, left, options.password); }};
        while (!left.empty() && hand_over(child, left.front().page, painting))
            left = left.subspan(1);
        if (left.empty())
            return;
        painting.fault(left.front().page, "painting it crashed or took too long");
        left = left.subspan(1);
    }
    for (const auto& wish : left)
        painting.fault(wish.page, "too many pages before it could not be painted");
}

}  // namespace domesday
