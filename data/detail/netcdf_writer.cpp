#include <numeric>

#include "data/detail/h5.hpp"
#include "data/detail/netcdf.hpp"
#include "data/detail/seal.hpp"
#include "data/output_file.hpp"

namespace data::detail {

namespace fs = std::filesystem;

namespace {

/// Variables under this size lie whole in the file: a chunk index alone takes 2 kB.
constexpr std::uint64_t smallest_packed_bytes = 4096;

/// A single text attribute up to this length is one fixed-length scalar, as netCDF-C writes it (NC_CHAR):
/// GDAL 3.6 sees Conventions, geometry and grid_mapping in no other form. Longer ones could burst the
/// object's header (64 kB).
constexpr std::size_t longest_short_text = 4096;

/// HDF5 1.10 crashes at exit on a file whose closing failed (full disk), which would hide our message and
/// exit code. We close every file ourselves, so it need not clean up; it must hear so before its first use,
/// hence before main().
[[maybe_unused]] const herr_t no_cleaning_at_exit = H5dont_atexit();

/// Little-endian on every machine: the same bytes.
hid_t stored(NcType type) {
    switch (type) {
        case NcType::i8:
            return H5T_STD_I8LE;
        case NcType::i16:
            return H5T_STD_I16LE;
        case NcType::i32:
            return H5T_STD_I32LE;
        case NcType::i64:
            return H5T_STD_I64LE;
        case NcType::u8:
            return H5T_STD_U8LE;
        case NcType::u16:
            return H5T_STD_U16LE;
        case NcType::u32:
            return H5T_STD_U32LE;
        case NcType::u64:
            return H5T_STD_U64LE;
        case NcType::f32:
            return H5T_IEEE_F32LE;
        case NcType::f64:
            return H5T_IEEE_F64LE;
    }
    throw std::logic_error("unknown number type");
}

H5Space space_of(const std::vector<hsize_t>& shape) {
    if (shape.empty()) return H5Space(H5Screate(H5S_SCALAR), "make a scalar");
    return H5Space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), "make a shape");
}

std::vector<hsize_t> shape_of(hid_t dataset) {
    const H5Space space(H5Dget_space(dataset), "ask for a shape");
    std::vector<hsize_t> shape(
        static_cast<std::size_t>(h5_check(H5Sget_simple_extent_ndims(space.get()), "count dimensions")));
    h5_check(H5Sget_simple_extent_dims(space.get(), shape.data(), nullptr), "ask for a shape");
    return shape;
}

std::uint64_t product(const std::vector<hsize_t>& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
}

/// Creation properties of every dataset: no clock times, attributes in order of creation and in the object's
/// header (HDF5 would move more than eight of them into a heap of several kB).
H5Properties dataset_properties() {
    H5Properties made(H5Pcreate(H5P_DATASET_CREATE), "make dataset properties");
    h5_check(H5Pset_obj_track_times(made.get(), false), "switch clock times off");
    h5_check(H5Pset_attr_creation_order(made.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
             "track the order of attributes");
    h5_check(H5Pset_attr_phase_change(made.get(), 64, 48), "keep attributes in the header");
    return made;
}

template <class Properties>
void track_group_order(const Properties& properties) {
    constexpr unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    h5_check(H5Pset_link_creation_order(properties.get(), order), "track the order of variables");
    h5_check(H5Pset_attr_creation_order(properties.get(), order), "track the order of attributes");
    h5_check(H5Pset_obj_track_times(properties.get(), false), "switch clock times off");
}

std::vector<const char*> pointers(const std::vector<std::string>& texts) {
    std::vector<const char*> result;
    for (const std::string& text : texts) result.push_back(text.c_str());
    return result;
}

constexpr unsigned chunks_in_half_a_node = 2;

}  // namespace

struct NcWriter::State {
    OutputFile output;
    H5File file;

    explicit State(const fs::path& path) : output(path) {}
    std::string attempt(std::string_view verb, const std::string& name) const {
        return fmt::format("{} {} in {}", verb, name, output.temporary().string());
    }
    hid_t at() const {
        if (!file.open()) throw std::logic_error("NcWriter: used after finish()");
        return file.get();
    }
    H5Dataset open(const std::string& name) const {
        return {H5Dopen2(at(), name.c_str(), H5P_DEFAULT), attempt("open", name)};
    }
};

NcWriter::NcWriter(const fs::path& path) : state_(std::make_unique<State>(path)) {
    h5_be_quiet();
    const H5Properties creation(H5Pcreate(H5P_FILE_CREATE), "make file properties");
    track_group_order(creation);
    // Most variables have few chunks: a node for the usual 64 takes 3 kB for each of them.
    h5_check(H5Pset_istore_k(creation.get(), chunks_in_half_a_node), "choose the size of indices of chunks");
    const H5Properties access = h5_file_access();
    // The layout of HDF5 1.8, which all readers know and which opens after a killed writer's last flush, with
    // the first superblock: later ones put the size above into an object of its own that has clock times.
    h5_check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_EARLIEST, H5F_LIBVER_V18),
             "choose the file layout");
    const auto& temporary = state_->output.temporary();
    state_->file = H5File(
        h5_opened([&] { return H5Fcreate(temporary.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()); }),
        "create " + temporary.string());
}

NcWriter::~NcWriter() = default;

void NcWriter::group(const std::string& name) {
    const H5Properties creation(H5Pcreate(H5P_GROUP_CREATE), "make group properties");
    track_group_order(creation);
    const H5Group made(H5Gcreate2(state_->at(), name.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT),
                       state_->attempt("create group", name));
}

void NcWriter::dimension(const std::string& name, std::uint64_t size) {
    // netCDF's own convention for a dimension that has no values: a dataset nobody writes to, marked by this
    // name.
    const H5Space space = space_of({size});
    const H5Dataset made(H5Dcreate2(state_->at(), name.c_str(), H5T_IEEE_F32BE, space.get(), H5P_DEFAULT,
                                    dataset_properties().get(), H5P_DEFAULT),
                         state_->attempt("create dimension", name));
    const std::string label = fmt::format("This is a netCDF dimension but not a netCDF variable.{:10}", size);
    h5_check(H5DSset_scale(made.get(), label.c_str()), state_->attempt("mark dimension", name));
}

void NcWriter::define_coordinate(const std::string& name, NcType type, std::uint64_t size,
                                 const void* values) {
    const H5Space space = space_of({size});
    const H5Dataset made(H5Dcreate2(state_->at(), name.c_str(), stored(type), space.get(), H5P_DEFAULT,
                                    dataset_properties().get(), H5P_DEFAULT),
                         state_->attempt("create coordinate", name));
    const std::string label = name.substr(name.rfind('/') + 1);
    h5_check(H5DSset_scale(made.get(), label.c_str()), state_->attempt("mark coordinate", name));
    if (size > 0)
        h5_check(H5Dwrite(made.get(), h5_native(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, values),
                 state_->attempt("write coordinate", name));
}

namespace {

/// Creates a dataset whose axes are the named dimensions.
H5Dataset create(hid_t file, const std::string& name, hid_t type, const NcLayout& layout, hid_t properties,
                 const std::string& attempt) {
    std::vector<H5Dataset> scales;
    std::vector<hsize_t> shape;
    for (const std::string& dimension : layout.dimensions) {
        scales.emplace_back(H5Dopen2(file, dimension.c_str(), H5P_DEFAULT), "open dimension " + dimension);
        shape.push_back(shape_of(scales.back().get()).at(0));
    }
    const std::uint64_t bytes = product(shape) * H5Tget_size(type);
    if (!shape.empty() && layout.deflate > 0 && bytes >= smallest_packed_bytes) {
        std::vector<hsize_t> chunk(layout.chunk.begin(), layout.chunk.end());
        if (chunk.empty()) chunk = shape;
        for (std::size_t i = 0; i < chunk.size(); ++i) chunk[i] = std::min(chunk[i], shape.at(i));
        h5_check(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()), attempt);
        h5_check(H5Pset_shuffle(properties), attempt);
        h5_check(H5Pset_deflate(properties, static_cast<unsigned>(layout.deflate)), attempt);
    }
    const H5Space space = space_of(shape);
    H5Dataset made(H5Dcreate2(file, name.c_str(), type, space.get(), H5P_DEFAULT, properties, H5P_DEFAULT),
                   attempt);
    for (unsigned axis = 0; axis < scales.size(); ++axis)
        h5_check(H5DSattach_scale(made.get(), scales[axis].get(), axis), attempt);
    return made;
}

}  // namespace

void NcWriter::define(const std::string& name, NcType type, const NcLayout& layout, const void* fill) {
    const std::string attempt = state_->attempt("create variable", name);
    const H5Properties properties = dataset_properties();
    if (fill) h5_check(H5Pset_fill_value(properties.get(), h5_native(type), fill), attempt);
    create(state_->at(), name, stored(type), layout, properties.get(), attempt).close(attempt);
    if (fill) put_attribute(name, "_FillValue", type, fill, 1);
}

void NcWriter::put_text(const std::string& name, const NcLayout& layout,
                        const std::vector<std::string>& values) {
    const std::string attempt = state_->attempt("write text variable", name);
    const H5Type type = h5_text_type();
    const H5Dataset made =
        create(state_->at(), name, type.get(), layout, dataset_properties().get(), attempt);
    if (product(shape_of(made.get())) != values.size())
        throw std::logic_error(
            fmt::format("NcWriter: {} texts do not fill variable {}", values.size(), name));
    if (values.empty()) return;
    h5_check(H5Dwrite(made.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers(values).data()),
             attempt);
}

void NcWriter::write_all(const std::string& name, NcType type, const void* values, std::size_t count) {
    const H5Dataset dataset = state_->open(name);
    if (product(shape_of(dataset.get())) != count)
        throw std::logic_error(fmt::format("NcWriter: {} values do not fill variable {}", count, name));
    if (count == 0) return;
    h5_check(H5Dwrite(dataset.get(), h5_native(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, values),
             state_->attempt("write", name));
}

void NcWriter::write_part(const std::string& name, NcType type, const std::vector<std::uint64_t>& start,
                          const std::vector<std::uint64_t>& count, const void* values, std::size_t size) {
    const H5Dataset dataset = state_->open(name);
    const std::vector<hsize_t> from(start.begin(), start.end()), extent(count.begin(), count.end());
    if (product(extent) != size || extent.size() != shape_of(dataset.get()).size() ||
        from.size() != extent.size())
        throw std::logic_error(fmt::format("NcWriter: {} values do not fill the box in {}", size, name));
    if (size == 0) return;
    const std::string attempt = state_->attempt("write a part of", name);
    const H5Space in_file(H5Dget_space(dataset.get()), attempt);
    h5_check(H5Sselect_hyperslab(in_file.get(), H5S_SELECT_SET, from.data(), nullptr, extent.data(), nullptr),
             attempt);
    const H5Space in_memory = space_of(extent);
    h5_check(H5Dwrite(dataset.get(), h5_native(type), in_memory.get(), in_file.get(), H5P_DEFAULT, values),
             attempt);
}

void NcWriter::put_attribute(const std::string& of, const std::string& name, NcType type, const void* values,
                             std::size_t count) {
    const std::string attempt = state_->attempt("write attribute " + name + " of", of);
    const H5Space space = space_of({count});
    const H5Attribute made(H5Acreate_by_name(state_->at(), of.c_str(), name.c_str(), stored(type),
                                             space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                           attempt);
    h5_check(H5Awrite(made.get(), h5_native(type), values), attempt);
}

void NcWriter::attribute(const std::string& of, const std::string& name, std::string_view text) {
    if (text.empty()) return;
    const std::string attempt = state_->attempt("write attribute " + name + " of", of);
    const bool is_short = text.size() <= longest_short_text;
    const H5Type type(H5Tcopy(H5T_C_S1), attempt);
    h5_check(H5Tset_size(type.get(), is_short ? text.size() : H5T_VARIABLE), attempt);
    h5_check(H5Tset_cset(type.get(), H5T_CSET_UTF8), attempt);
    const H5Space scalar = space_of({});
    const H5Attribute made(H5Acreate_by_name(state_->at(), of.c_str(), name.c_str(), type.get(), scalar.get(),
                                             H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                           attempt);
    const std::string copy(text);  // ends with a zero, as variable-length text must
    const char* const start = copy.c_str();
    h5_check(H5Awrite(made.get(), type.get(), is_short ? static_cast<const void*>(start) : &start), attempt);
}

void NcWriter::attribute(const std::string& of, const std::string& name,
                         const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    const std::string attempt = state_->attempt("write attribute " + name + " of", of);
    const H5Type type = h5_text_type();
    const H5Space space = space_of({texts.size()});
    const H5Attribute made(H5Acreate_by_name(state_->at(), of.c_str(), name.c_str(), type.get(), space.get(),
                                             H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                           attempt);
    h5_check(H5Awrite(made.get(), type.get(), pointers(texts).data()), attempt);
}

void NcWriter::flush() {
    h5_check(H5Fflush(state_->at(), H5F_SCOPE_LOCAL), state_->attempt("flush", "everything"));
}

void NcWriter::finish() {
    state_->at();
    const auto& temporary = state_->output.temporary();
    state_->file.close("close " + temporary.string());
    seal(temporary);
    state_->output.keep();
}

const fs::path& NcWriter::temporary_path() const {
    return state_->output.temporary();
}

}  // namespace data::detail
