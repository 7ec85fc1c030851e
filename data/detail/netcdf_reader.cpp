#include <sys/stat.h>

#include <array>
#include <limits>
#include <numeric>

#include "data/detail/h5.hpp"
#include "data/detail/netcdf.hpp"
#include "data/detail/probe.hpp"
#include "data/detail/seal.hpp"
#include "data/read_text_file.hpp"
#include "geo/base/error.hpp"

namespace data::detail {

namespace fs = std::filesystem;

struct NcReader::State {
    fs::path path;
    std::string sha256;
    double most_bytes = 0;  ///< that the file can unpack to
    FileTexts texts;        ///< as a child read them
    H5File file;

    bool has(const std::string& name) const {
        // HDF5 asks for every step of a path, or it fails on a missing parent.
        for (std::size_t slash = name.find('/', 1);; slash = name.find('/', slash + 1)) {
            const std::string step = name.substr(0, slash);
            if (step != "/" && check(H5Lexists(file.get(), step.c_str(), H5P_DEFAULT), step) == 0)
                return false;
            if (slash == std::string::npos) return true;
        }
    }
    [[noreturn]] void fail(const std::string& what) const { throw geo::InputError(path.string(), what); }
    /// `status`, or an InputError: in a file from outside a failing read means damaged content.
    template <class Status>
    Status check(Status status, const std::string& name) const {
        if (status < 0) {
            const std::string reason = h5_reason();
            if (const int number = h5_errno(reason))
                throw std::system_error(number, std::generic_category(),
                                        fmt::format("cannot read '{}' in {}", name, path.string()));
            fail(fmt::format("'{}' cannot be read ({}); the file is damaged, make or fetch it again", name,
                             reason));
        }
        return status;
    }
    H5Dataset open(const std::string& name) const {
        if (!has(name))
            fail(fmt::format("variable '{}' is missing; make the file again with this version", name));
        const hid_t id = H5Dopen2(file.get(), name.c_str(), H5P_DEFAULT);
        if (id < 0) fail(fmt::format("'{}' is not a variable; make the file again with this version", name));
        return {id, name};
    }
    Shape shape(const H5Dataset& dataset, const std::string& name) const {
        const H5Space space(check(H5Dget_space(dataset.get()), name), name);
        std::vector<hsize_t> shape(
            static_cast<std::size_t>(check(H5Sget_simple_extent_ndims(space.get()), name)));
        check(H5Sget_simple_extent_dims(space.get(), shape.data(), nullptr), name);
        return {shape.begin(), shape.end()};
    }
    H5Attribute attribute(const std::string& of, const std::string& name) const {
        if (!has(of) || H5Aexists_by_name(file.get(), of.c_str(), name.c_str(), H5P_DEFAULT) <= 0)
            fail(fmt::format("attribute '{}' of '{}' is missing; make the file again with this version", name,
                             of));
        return {check(H5Aopen_by_name(file.get(), of.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), name),
                name};
    }
    void check_text(hid_t type, const std::string& name) const {
        if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) <= 0)
            fail(fmt::format("'{}' is not variable-length text, as was expected", name));
    }
    std::vector<std::string> read_texts(const std::string& of, const std::string& attribute,
                                        std::size_t count) const {
        if (count == 0) return {};
        const auto found = texts.find(text_key(of, attribute));
        if (found == texts.end() || found->second.size() != count)
            fail(fmt::format("'{}' cannot be read; the file is damaged, make or fetch it again",
                             attribute.empty() ? of : of + ":" + attribute));
        return found->second;
    }
    void check_number(hid_t type, NcType wanted, const std::string& name) const;
};

namespace {

std::string text_of(const NcReader::Shape& shape) {
    return shape.empty() ? "a single value" : fmt::format("{}", fmt::join(shape, " x "));
}

/// Tells a file from another of its name.
std::array<std::int64_t, 5> state_of(const fs::path& path) {
    struct stat is {};
    if (::stat(path.c_str(), &is) != 0)
        throw std::system_error(errno, std::generic_category(), fmt::format("cannot read {}", path.string()));
    return {static_cast<std::int64_t>(is.st_dev), static_cast<std::int64_t>(is.st_ino), is.st_size,
            is.st_mtim.tv_sec, is.st_mtim.tv_nsec};
}

}  // namespace

void NcReader::State::check_number(hid_t type, NcType wanted, const std::string& name) const {
    const H5T_class_t kind = H5Tget_class(type);
    const std::size_t bytes = H5Tget_size(type), room = H5Tget_size(h5_native(wanted));
    bool fits = false;
    const bool into_real = wanted == NcType::f32 || wanted == NcType::f64;
    if (kind == H5T_FLOAT) {
        fits = into_real && bytes <= room;
    } else if (kind == H5T_INTEGER) {
        const bool is_signed = H5Tget_sign(type) == H5T_SGN_2;
        if (into_real)
            fits = bytes * 2 <= room;  // 24 and 53 bits hold 16- and 32-bit numbers
        else if (wanted >= NcType::u8)
            fits = !is_signed && bytes <= room;
        else
            fits = is_signed ? bytes <= room : bytes < room;
    }
    if (!fits) {
        const char* what = kind == H5T_FLOAT ? "real" : kind == H5T_INTEGER ? "whole-number" : "other";
        fail(fmt::format(
            "'{}' holds {} values of {} bytes, which do not fit the expected type; make the file again "
            "with this version",
            name, what, bytes));
    }
}

NcReader::NcReader(fs::path path) : state_(std::make_unique<State>()) {
    h5_be_quiet();
    state_->path = std::move(path);
    std::error_code error;
    must_be_no_stream(state_->path);
    if (!fs::is_regular_file(state_->path, error)) state_->fail("no such file");
    const auto before = state_of(state_->path);
    state_->sha256 = check_seal(state_->path);
    state_->texts = probe(state_->path);
    state_->most_bytes = most_unpacked_bytes(fs::file_size(state_->path));
    const auto access = h5_file_access();  // closing it would clear the reason
    const hid_t id = h5_opened([&] { return H5Fopen(state_->path.c_str(), H5F_ACC_RDONLY, access.get()); });
    if (id < 0) {
        const auto reason = h5_reason();
        if (const int number = h5_errno(reason))
            throw std::system_error(number, std::generic_category(),
                                    fmt::format("cannot read {}", state_->path.string()));
        state_->fail(fmt::format("cannot be opened as netCDF-4 / HDF5 ({}); make or fetch it again", reason));
    }
    state_->file = H5File(id, "open");
    // It was opened three times: for its checksum, by the child and here.
    if (state_of(state_->path) != before)
        throw geo::TryAgain(
            fmt::format("{} was changed while it was opened; try again", state_->path.string()));
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
    return state_->has(name);
}

std::vector<std::string> NcReader::names(const std::string& group) const {
    if (!has(group)) fail(fmt::format("group '{}' is missing; make the file again with this version", group));
    const H5Group opened(state_->check(H5Gopen2(state_->file.get(), group.c_str(), H5P_DEFAULT), group),
                         group);
    std::vector<std::string> result;
    const auto add = [](hid_t, const char* name, const H5L_info_t*, void* names) -> herr_t {
        static_cast<std::vector<std::string>*>(names)->emplace_back(name);
        return 0;
    };
    // A file by another writer may not track the order of its making.
    if (H5Literate(opened.get(), H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, add, &result) < 0) {
        result.clear();
        state_->check(H5Literate(opened.get(), H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &result), group);
    }
    return result;
}

NcReader::Shape NcReader::shape(const std::string& name) const {
    return state_->shape(state_->open(name), name);
}

std::uint64_t NcReader::size(const std::string& dimension) const {
    const Shape found = shape(dimension);
    if (found.size() != 1) fail(fmt::format("dimension '{}' has shape {}", dimension, text_of(found)));
    return found[0];
}

std::size_t NcReader::checked_count(const std::string& name, NcType type, const Shape& expected) const {
    const H5Dataset dataset = state_->open(name);
    const Shape found = state_->shape(dataset, name);
    if (found != expected)
        fail(fmt::format("variable '{}' has shape {}, expected {}; make the file again with this version",
                         name, text_of(found), text_of(expected)));
    const H5Type stored(state_->check(H5Dget_type(dataset.get()), name), name);
    state_->check_number(stored.get(), type, name);
    double count = 1;
    for (const std::uint64_t n : expected) count *= static_cast<double>(n);
    if (count * static_cast<double>(H5Tget_size(stored.get())) > state_->most_bytes)
        fail(fmt::format("variable '{}' claims {:.3g} values; the file is damaged", name, count));
    return static_cast<std::size_t>(count);
}

void NcReader::read_all(const std::string& name, NcType type, void* values) const {
    const H5Dataset dataset = state_->open(name);
    state_->check(H5Dread(dataset.get(), h5_native(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, values), name);
}

void NcReader::read_part(const std::string& name, NcType type, const Shape& shape, std::uint64_t first,
                         std::uint64_t rows, void* values) const {
    if (shape.empty() || first + rows > shape[0])
        fail(fmt::format("rows {} to {} asked of '{}', which has shape {}", first, first + rows, name,
                         text_of(shape)));
    const H5Dataset dataset = state_->open(name);
    std::vector<hsize_t> start(shape.size(), 0), count(shape.begin(), shape.end());
    start[0] = first;
    count[0] = rows;
    for (const hsize_t n : count)
        if (n == 0) return;
    const H5Space in_file(state_->check(H5Dget_space(dataset.get()), name), name);
    state_->check(
        H5Sselect_hyperslab(in_file.get(), H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr),
        name);
    const H5Space in_memory(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr),
                            "make a shape");
    state_->check(
        H5Dread(dataset.get(), h5_native(type), in_memory.get(), in_file.get(), H5P_DEFAULT, values), name);
}

std::vector<std::string> NcReader::read_text(const std::string& name, const Shape& expected) const {
    const H5Dataset dataset = state_->open(name);
    const Shape found = state_->shape(dataset, name);
    if (found != expected)
        fail(fmt::format("variable '{}' has shape {}, expected {}; make the file again with this version",
                         name, text_of(found), text_of(expected)));
    const H5Type stored(state_->check(H5Dget_type(dataset.get()), name), name);
    state_->check_text(stored.get(), name);
    std::uint64_t count = 1;
    for (const std::uint64_t n : expected) count *= n;
    if (static_cast<double>(count) > state_->most_bytes)
        fail(fmt::format("variable '{}' claims {} texts; the file is damaged", name, count));
    return state_->read_texts(name, {}, count);
}

bool NcReader::has_attribute(const std::string& of, const std::string& name) const {
    return has(of) &&
           state_->check(H5Aexists_by_name(state_->file.get(), of.c_str(), name.c_str(), H5P_DEFAULT),
                         of + ":" + name) > 0;
}

std::vector<std::string> NcReader::texts(const std::string& of, const std::string& name) const {
    if (!has_attribute(of, name)) return {};
    const H5Attribute attribute = state_->attribute(of, name);
    const H5Type type(state_->check(H5Aget_type(attribute.get()), name), name);
    const H5Space space(state_->check(H5Aget_space(attribute.get()), name), name);
    const auto count =
        static_cast<std::size_t>(state_->check(H5Sget_simple_extent_npoints(space.get()), name));
    if (H5Tget_class(type.get()) == H5T_STRING && H5Tis_variable_str(type.get()) == 0 && count == 1) {
        std::string text(H5Tget_size(type.get()), '\0');
        state_->check(H5Aread(attribute.get(), type.get(), text.data()), name);
        return {text.substr(0, text.find('\0'))};
    }
    state_->check_text(type.get(), of + ":" + name);
    return state_->read_texts(of, name, count);
}

std::string NcReader::text(const std::string& of, const std::string& name,
                           std::optional<std::string> otherwise) const {
    const std::vector<std::string> found = texts(of, name);
    if (found.size() == 1) return found[0];
    if (found.empty() && otherwise) return *otherwise;
    fail(fmt::format("text attribute '{}' of '{}' is missing; make the file again with this version", name,
                     of));
}

void NcReader::read_attribute(const std::string& of, const std::string& name, NcType type,
                              void* value) const {
    const H5Attribute attribute = state_->attribute(of, name);
    const H5Type stored(state_->check(H5Aget_type(attribute.get()), name), name);
    state_->check_number(stored.get(), type, of + ":" + name);
    const H5Space space(state_->check(H5Aget_space(attribute.get()), name), name);
    if (H5Sget_simple_extent_npoints(space.get()) != 1)
        fail(fmt::format("attribute '{}' of '{}' is not a single number", name, of));
    state_->check(H5Aread(attribute.get(), h5_native(type), value), name);
}

}  // namespace data::detail
