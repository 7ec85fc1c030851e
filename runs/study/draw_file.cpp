#include "runs/study/draw_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <system_error>

#include "data/output_file.hpp"
#include "data/read_text_file.hpp"
#include "data/sha256.hpp"
#include "data/uninterrupted.hpp"
#include "data/version.hpp"
#include "geo/base/error.hpp"
#include "model/world.hpp"

namespace study {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view first_line = "legekart draw 3\n";
constexpr std::size_t digest_bytes = 64, buffer_bytes = 1 << 20;

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_column = false;
template <class Id, class T>
inline constexpr bool is_column<geo::Column<Id, T>> = true;
template <class T>
inline constexpr bool is_array = false;
template <class T, std::size_t n>
inline constexpr bool is_array<std::array<T, n>> = true;

/// Bytes on their way to a file, with their digest.
class Sink {
public:
    explicit Sink(const fs::path& path) : file_(path) {}

    template <class T>
    void put(const T& value) {
        if constexpr (is_column<T>) {
            put(value.values());
        } else if constexpr (std::is_trivially_copyable_v<T>) {
            bytes(&value, sizeof(T));
        } else if constexpr (is_vector<T> || std::is_same_v<T, std::string>) {
            put(static_cast<std::uint64_t>(value.size()));
            if constexpr (std::is_trivially_copyable_v<typename T::value_type>)
                bytes(value.data(), value.size() * sizeof(typename T::value_type));
            else
                for (const auto& one : value) put(one);
        } else if constexpr (is_array<T>) {
            for (const auto& one : value) put(one);
        } else {
            visit_parts(value, [&](const auto&... parts) { (put(parts), ...); });
        }
    }
    void bytes(const void* from, std::size_t count) {
        const auto* at = static_cast<const char*>(from);
        if (buffer_.size() + count > buffer_bytes) flush();
        if (count > buffer_bytes) {
            digest_.add(at, count);
            file_.write({at, count});
        } else {
            buffer_.append(at, count);
        }
    }
    void keep() {
        flush();
        file_.write(digest_.hex());
        file_.keep();
    }

private:
    void flush() {
        digest_.add(buffer_.data(), buffer_.size());
        file_.write(buffer_);
        buffer_.clear();
    }

    data::OutputFile file_;
    data::RunningSha256 digest_;
    std::string buffer_;
};

/// The same bytes back, checked before any is believed.
class Source {
public:
    Source(const fs::path& path, std::string bytes) : path_(path), bytes_(std::move(bytes)) {
        if (bytes_.size() < digest_bytes) fail();
        const auto content = bytes_.size() - digest_bytes;
        if (data::sha256({reinterpret_cast<const unsigned char*>(bytes_.data()), content}) !=
            std::string_view(bytes_).substr(content))
            fail();
        end_ = content;
    }
    [[noreturn]] void fail() const {
        throw geo::InputError(path_.string(), "is damaged; remove it, and the draw is done again");
    }
    template <class T>
    void get(T& value) {
        if constexpr (is_column<T>) {
            get(value.values());
        } else if constexpr (std::is_trivially_copyable_v<T>) {
            bytes(&value, sizeof(T));
        } else if constexpr (is_vector<T> || std::is_same_v<T, std::string>) {
            std::uint64_t size = 0;
            get(size);
            if (size > end_ - at_) fail();
            value.resize(size);
            if constexpr (std::is_trivially_copyable_v<typename T::value_type>)
                bytes(value.data(), size * sizeof(typename T::value_type));
            else
                for (auto& one : value) get(one);
        } else if constexpr (is_array<T>) {
            for (auto& one : value) get(one);
        } else {
            visit_parts(value, [&](auto&... parts) { (get(parts), ...); });
        }
    }
    void bytes(void* into, std::size_t count) {
        if (count > end_ - at_) fail();
        if (count > 0) std::memcpy(into, bytes_.data() + at_, count);
        at_ += count;
    }
    std::string_view take(std::size_t count) {
        if (count > end_ - at_) fail();
        at_ += count;
        return std::string_view(bytes_).substr(at_ - count, count);
    }

private:
    const fs::path& path_;
    std::string bytes_;
    std::size_t at_ = 0, end_ = 0;
};

/// Months are much like the month before: their differences pack to a tenth.
std::string packed(const std::vector<model::MonthTable>& tables) {
    std::vector<std::uint32_t> numbers;
    const model::MonthTable* before = nullptr;
    for (const auto& table : tables) {
        for (std::size_t i = 0; i < table.values.size(); ++i)
            numbers.push_back(static_cast<std::uint32_t>(table.values[i]) -
                              (before ? static_cast<std::uint32_t>(before->values[i]) : 0));
        for (const auto cost : table.measure_costs) numbers.push_back(static_cast<std::uint32_t>(cost));
        before = &table;
    }
    const auto bytes = numbers.size() * sizeof(std::uint32_t);
    auto room = compressBound(bytes);
    std::string out(room, '\0');
    if (compress2(reinterpret_cast<Bytef*>(out.data()), &room, reinterpret_cast<const Bytef*>(numbers.data()),
                  bytes, 1) != Z_OK)
        throw std::runtime_error("zlib: cannot pack the months of a draw");
    out.resize(room);
    return out;
}

std::vector<model::MonthTable> unpacked(Source& source, std::uint64_t months, std::uint64_t values,
                                        std::uint64_t costs, std::uint32_t places, std::uint64_t bytes) {
    const auto from = source.take(bytes);
    if (months > 10'000 || values > 10'000'000 || costs > 10'000'000) source.fail();
    std::vector<std::uint32_t> numbers(months * (values + costs));
    auto room = static_cast<uLongf>(numbers.size() * sizeof(std::uint32_t));
    if (uncompress(reinterpret_cast<Bytef*>(numbers.data()), &room,
                   reinterpret_cast<const Bytef*>(from.data()), from.size()) != Z_OK ||
        room != numbers.size() * sizeof(std::uint32_t))
        source.fail();
    std::vector<model::MonthTable> tables(months);
    std::size_t at = 0;
    for (std::size_t t = 0; t < months; ++t) {
        auto& table = tables[t];
        table.municipalities = places;
        for (std::size_t i = 0; i < values; ++i) {
            const auto before = t == 0 ? 0U : static_cast<std::uint32_t>(tables[t - 1].values[i]);
            table.values.push_back(static_cast<std::int32_t>(numbers[at++] + before));
        }
        for (std::size_t i = 0; i < costs; ++i)
            table.measure_costs.push_back(static_cast<std::int32_t>(numbers[at++]));
    }
    return tables;
}

/// The whole file, or nothing if there is none.
std::optional<std::string> whole(const fs::path& path) {
    data::must_be_no_stream(path);
    const int descriptor = data::uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); });
    const auto fail = [&] {
        throw std::system_error(errno, std::generic_category(), fmt::format("cannot read {}", path.string()));
    };
    if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
    if (descriptor < 0) fail();
    const std::unique_ptr<const int, void (*)(const int*)> closer(&descriptor,
                                                                  [](const int* d) { ::close(*d); });
    std::string bytes(fs::file_size(path), '\0');
    std::size_t got = 0;
    while (got < bytes.size()) {
        const ssize_t more = ::read(descriptor, bytes.data() + got, bytes.size() - got);
        if (more < 0 && errno == EINTR) continue;
        if (more < 0) fail();
        if (more == 0) break;
        got += static_cast<std::size_t>(more);
    }
    bytes.resize(got);
    return bytes;
}

}  // namespace

std::string draw_identity(const data::Scenario& scenario, const data::InputSet& set, std::uint64_t seed) {
    std::string all = fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n", data::version, data::git_commit,
                                  data::program_sha256(), seed, scenario.months, scenario.text);
    for (const auto& [key, value] : scenario.set)
        if (key != "run.seed" && key != "run.months" && key != "run.replicates")
            all += fmt::format("{}={}\n", key, value);
    for (const int month : scenario.cell_months) all += fmt::format("{} ", month);
    if (set.simulated)
        for (const auto& number : set.figures.municipalities.number) all += fmt::format("\nonly {}", number);
    for (const auto& input : set.attributions) all += fmt::format("\n{} {}", input.table, input.sha256);
    for (const auto& crossing : set.figures.crossings)
        all += fmt::format("\n{}={} {}", crossing.name, fmt::join(crossing.lines, "; "), crossing.road);
    return data::sha256({reinterpret_cast<const unsigned char*>(all.data()), all.size()});
}

void write_draw(const fs::path& path, const Simulation& run, const std::string& identity, bool finished) {
    Sink sink(path);
    sink.bytes(first_line.data(), first_line.size());
    sink.put(identity);
    sink.put(static_cast<std::uint8_t>(finished));
    sink.put(run.remarks);
    sink.put(run.person_months);
    sink.put(run.border);
    const auto& first = run.tables.front();
    const auto months = packed(run.tables);
    for (const std::uint64_t size : {run.tables.size(), first.values.size(), first.measure_costs.size(),
                                     static_cast<std::size_t>(first.municipalities), months.size()})
        sink.put(size);
    sink.bytes(months.data(), months.size());
    sink.put(static_cast<std::uint64_t>(run.squares.size()));
    for (const auto& [month, columns] : run.squares) {
        sink.put(month);
        sink.put(columns);
    }
    if (!finished) sink.put(run.world);
    sink.keep();
}

std::optional<KeptDraw> read_draw(const fs::path& path, const std::string& identity) {
    auto bytes = whole(path);
    if (!bytes) return std::nullopt;
    Source source(path, std::move(*bytes));
    if (source.take(first_line.size()) != first_line) source.fail();
    std::string found;
    source.get(found);
    if (found != identity)
        throw geo::InputError(
            path.string(),
            "was kept by another program, scenario or input set; do as then, or begin anew without --resume");
    KeptDraw kept;
    auto& run = kept.run;
    std::uint8_t finished = 0;
    source.get(finished);
    kept.finished = finished != 0;
    source.get(run.remarks);
    source.get(run.person_months);
    source.get(run.border);
    std::array<std::uint64_t, 5> sizes{};
    source.get(sizes);
    const auto [months, values, costs, places, packed_bytes] = sizes;
    run.tables = unpacked(source, months, values, costs, static_cast<std::uint32_t>(places), packed_bytes);
    std::uint64_t squares = 0;
    source.get(squares);
    for (std::uint64_t i = 0; i < squares; ++i) {
        auto& [month, columns] = run.squares.emplace_back();
        source.get(month);
        source.get(columns);
    }
    if (!kept.finished) source.get(run.world);
    return kept;
}

void restore_setting(model::World& world, model::Setting setting) {
    auto& read = world.setting;
    setting.cells.people = std::move(read.cells.people);
    setting.first_cell = std::move(read.first_cell);
    setting.cell_of = std::move(read.cell_of);
    setting.weight_up_to = std::move(read.weight_up_to);
    setting.destination_up_to = std::move(read.destination_up_to);
    setting.attraction = std::move(read.attraction);
    setting.targets = std::move(read.targets);
    read = std::move(setting);
}

}  // namespace study
