#include <sys/stat.h>

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "data/detail/netcdf.hpp"
#include "data/detail/reading_child.hpp"
#include "data/detail/seal.hpp"
#include "data/read_text_file.hpp"
#include "geo/base/error.hpp"

namespace data::detail {

namespace fs = std::filesystem;

namespace {

/// What tells a file from another of its name.
using FileState = std::array<std::int64_t, 5>;

FileState state_of(const fs::path& path) {
    struct stat is {};
    if (::stat(path.c_str(), &is) != 0)
        throw std::system_error(errno, std::generic_category(), fmt::format("cannot read {}", path.string()));
    return {static_cast<std::int64_t>(is.st_dev), static_cast<std::int64_t>(is.st_ino), is.st_size,
            is.st_mtim.tv_sec, is.st_mtim.tv_nsec};
}

}  // namespace

struct NcReader::State {
    fs::path path;
    std::string sha256;
    FileState before{};                   ///< when it was first looked at
    double most_bytes = 0;                ///< that the file can unpack to
    std::shared_ptr<ReadingChild> child;  ///< may read other files too
    std::size_t number = 0;               ///< among these
    H5Catalogue catalogue;

    const H5Thing* find(const std::string& name) const {
        const auto found = catalogue.find(name);
        return found == catalogue.end() ? nullptr : &found->second;
    }
    [[noreturn]] void fail(const std::string& what) const { throw geo::InputError(path.string(), what); }
    void must_be_readable(const std::string& name, const std::string& reason) const {
        if (!reason.empty())
            fail(fmt::format("'{}' cannot be read ({}); the file is damaged, make or fetch it again", name,
                             reason));
    }
    const H5Thing& variable(const std::string& name) const {
        const auto* const thing = find(name);
        if (!thing)
            fail(fmt::format("variable '{}' is missing; make the file again with this version", name));
        if (!thing->is_variable)
            fail(fmt::format("'{}' is not a variable; make the file again with this version", name));
        must_be_readable(name, thing->unreadable);
        return *thing;
    }
    /// Nothing if there is none.
    const H5Attributed* find_attribute(const std::string& of, const std::string& name) const {
        const auto* const thing = find(of);
        if (!thing) return nullptr;
        must_be_readable(of + ":" + name, thing->attributes_unreadable);
        const auto found = thing->attributes.find(name);
        if (found == thing->attributes.end()) return nullptr;
        must_be_readable(of + ":" + name, found->second.unreadable);
        return &found->second;
    }
    void must_be_text(const H5Stored& stored, const std::string& name) const {
        if (stored.kind != H5Stored::Kind::text)
            fail(fmt::format("'{}' is not variable-length text, as was expected", name));
    }
    void check_number(const H5Stored& stored, NcType wanted, const std::string& name) const;
};

namespace {

std::size_t nc_bytes(NcType type) {
    switch (type) {
        case NcType::i8:
        case NcType::u8:
            return 1;
        case NcType::i16:
        case NcType::u16:
            return 2;
        case NcType::i32:
        case NcType::u32:
        case NcType::f32:
            return 4;
        default:
            return 8;
    }
}

std::string text_of(const NcReader::Shape& shape) {
    return shape.empty() ? "a single value" : fmt::format("{}", fmt::join(shape, " x "));
}

}  // namespace

void NcReader::State::check_number(const H5Stored& stored, NcType wanted, const std::string& name) const {
    const std::size_t bytes = stored.bytes, room = nc_bytes(wanted);
    bool fits = false;
    const bool into_real = wanted == NcType::f32 || wanted == NcType::f64;
    if (stored.kind == H5Stored::Kind::real) {
        fits = into_real && bytes <= room;
    } else if (stored.kind == H5Stored::Kind::whole) {
        if (into_real)
            fits = bytes * 2 <= room;  // 24 and 53 bits hold 16- and 32-bit numbers
        else if (wanted >= NcType::u8)
            fits = !stored.is_signed && bytes <= room;
        else
            fits = stored.is_signed ? bytes <= room : bytes < room;
    }
    if (!fits) {
        const char* what = stored.kind == H5Stored::Kind::real    ? "real"
                           : stored.kind == H5Stored::Kind::whole ? "whole-number"
                                                                  : "other";
        fail(fmt::format(
            "'{}' holds {} values of {} bytes, which do not fit the expected type; make the file again "
            "with this version",
            name, what, bytes));
    }
}

NcReader::NcReader() : state_(std::make_unique<State>()) {}

NcReader::NcReader(fs::path path) : NcReader(std::move(open({std::move(path)}).front())) {}

std::vector<NcReader> NcReader::open(const std::vector<fs::path>& paths) {
    std::vector<NcReader> readers;
    for (const auto& path : paths) {
        auto& state = *readers.emplace_back(NcReader()).state_;
        state.path = path;
        std::error_code error;
        must_be_no_stream(path);
        if (!fs::is_regular_file(path, error)) state.fail("no such file");
        state.before = state_of(path);
        state.sha256 = check_seal(path);
        state.number = readers.size() - 1;
    }
    // A file that is changed meanwhile is no broken one. It is opened twice: for its checksum and by the
    // child.
    const auto must_be_as_before = [&] {
        for (const auto& reader : readers)
            if (state_of(reader.path()) != reader.state_->before)
                throw geo::TryAgain(
                    fmt::format("{} was changed while it was opened; try again", reader.path().string()));
    };
    try {
        const auto child = std::make_shared<ReadingChild>(paths);
        for (auto& reader : readers) {
            auto& state = *reader.state_;
            state.child = child;
            state.catalogue = child->next_catalogue();
            state.most_bytes = most_unpacked_bytes(fs::file_size(state.path));
        }
    } catch (const geo::InputError&) {
        must_be_as_before();
        throw;
    }
    must_be_as_before();
    return readers;
}

NcReader::~NcReader() = default;
NcReader::NcReader(NcReader&&) noexcept = default;
NcReader& NcReader::operator=(NcReader&&) noexcept = default;

const fs::path& NcReader::path() const {
    return state_->path;
}
const std::string& NcReader::sha256() const {
    return state_->sha256;
}
void NcReader::fail(const std::string& what) const {
    state_->fail(what);
}
bool NcReader::has(const std::string& name) const {
    return state_->find(name) != nullptr;
}

std::vector<std::string> NcReader::names(const std::string& group) const {
    const auto* const thing = state_->find(group);
    if (!thing) fail(fmt::format("group '{}' is missing; make the file again with this version", group));
    return thing->names;
}

NcReader::Shape NcReader::shape(const std::string& name) const {
    return state_->variable(name).shape;
}

std::uint64_t NcReader::size(const std::string& dimension) const {
    const Shape found = shape(dimension);
    if (found.size() != 1) fail(fmt::format("dimension '{}' has shape {}", dimension, text_of(found)));
    return found[0];
}

std::size_t NcReader::checked_count(const std::string& name, NcType type, const Shape& expected) const {
    const auto& thing = state_->variable(name);
    must_have_shape(name, thing.shape, expected);
    state_->check_number(thing.stored, type, name);
    double count = 1;
    for (const std::uint64_t n : expected) count *= static_cast<double>(n);
    if (count * static_cast<double>(std::max<std::size_t>(thing.stored.bytes, nc_bytes(type))) >
        state_->most_bytes)
        fail(fmt::format("variable '{}' claims {:.3g} values; the file is damaged", name, count));
    return static_cast<std::size_t>(count);
}

void NcReader::must_have_shape(const std::string& name, const Shape& found, const Shape& expected) const {
    if (found != expected)
        fail(fmt::format("variable '{}' has shape {}, expected {}; make the file again with this version",
                         name, text_of(found), text_of(expected)));
}

void NcReader::read_part(const std::string& name, NcType type, const Shape& shape, std::uint64_t first,
                         std::uint64_t rows, void* values) const {
    const auto all = shape.empty() ? 1 : shape[0];
    if (first + rows > all)
        fail(fmt::format("rows {} to {} asked of '{}', which has shape {}", first, first + rows, name,
                         text_of(shape)));
    std::uint64_t row_bytes = nc_bytes(type);
    for (std::size_t i = 1; i < shape.size(); ++i) row_bytes *= shape[i];
    if (rows * row_bytes > 0) state_->child->read(state_->number, name, type, first, rows, row_bytes, values);
}

std::vector<std::string> NcReader::read_text(const std::string& name, const Shape& expected) const {
    const auto& thing = state_->variable(name);
    must_have_shape(name, thing.shape, expected);
    state_->must_be_text(thing.stored, name);
    double count = 1;
    for (const std::uint64_t n : expected) count *= static_cast<double>(n);
    if (count > state_->most_bytes)
        fail(fmt::format("variable '{}' claims {} texts; the file is damaged", name, count));
    if (count == 0) return {};
    auto texts = state_->child->texts(state_->number, name);
    if (static_cast<double>(texts.size()) != count)
        fail(fmt::format("'{}' cannot be read; the file is damaged, make or fetch it again", name));
    return texts;
}

bool NcReader::has_attribute(const std::string& of, const std::string& name) const {
    return state_->find_attribute(of, name) != nullptr;
}

std::vector<std::string> NcReader::texts(const std::string& of, const std::string& name) const {
    const auto* const found = state_->find_attribute(of, name);
    if (!found) return {};
    if (found->stored.kind != H5Stored::Kind::fixed_text || found->count != 1)
        state_->must_be_text(found->stored, of + ":" + name);
    return found->texts;
}

std::string NcReader::text(const std::string& of, const std::string& name,
                           std::optional<std::string> otherwise) const {
    const std::vector<std::string> found = texts(of, name);
    if (found.size() == 1) return found[0];
    if (found.empty() && otherwise) return *otherwise;
    fail(fmt::format("text attribute '{}' of '{}' is missing; make the file again with this version", name,
                     of));
}

NcReader::Number NcReader::number_of(const std::string& of, const std::string& name, NcType type) const {
    const auto* const found = state_->find_attribute(of, name);
    if (!found)
        fail(fmt::format("attribute '{}' of '{}' is missing; make the file again with this version", name,
                         of));
    state_->check_number(found->stored, type, of + ":" + name);
    if (found->count != 1) fail(fmt::format("attribute '{}' of '{}' is not a single number", name, of));
    return {found->stored.kind == H5Stored::Kind::real, found->whole, found->real};
}

}  // namespace data::detail
