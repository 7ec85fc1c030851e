#pragma once
// A small netCDF-4 layer over HDF5: what xarray, ncdump, h5py, R, GDAL and QGIS need to open a file with no
// glue. Names no HDF5 type, so tests can include it. HDF5 stays on one thread.
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace data::detail {

enum class NcType : std::uint8_t { i8, i16, i32, i64, u8, u16, u32, u64, f32, f64 };

template <class T>
constexpr NcType nc_type() {
    static_assert(std::is_arithmetic_v<T> && !std::is_same_v<T, bool>);
    if constexpr (std::is_floating_point_v<T>) {
        return sizeof(T) == 4 ? NcType::f32 : NcType::f64;
    } else {
        constexpr int log = sizeof(T) == 1 ? 0 : sizeof(T) == 2 ? 1 : sizeof(T) == 4 ? 2 : 3;
        return static_cast<NcType>((std::is_signed_v<T> ? 0 : 4) + log);
    }
}

/// How a variable lies in the file.
struct NcLayout {
    std::vector<std::string> dimensions;    ///< absolute names such as "/time"; none for a scalar
    std::vector<std::uint64_t> chunk = {};  ///< empty: one chunk; variables under 4 kB lie whole and unpacked
    int deflate = 4;                        ///< with shuffle; 0 for none
};

/// Writes one file as OutputFile does; finish() seals it and gives it its name. Bytes depend on content and
/// order of calls only. Names are absolute: "/cells/x". Throws std::system_error when the machine fails (disk
/// full), InputError if nothing can be made there and std::logic_error on misuse.
class NcWriter {
public:
    explicit NcWriter(const std::filesystem::path& path);
    /// Removes the temporary file unless finish() was reached.
    ~NcWriter();
    NcWriter(const NcWriter&) = delete;
    NcWriter& operator=(const NcWriter&) = delete;

    void group(const std::string& name);
    /// A dimension without coordinates.
    void dimension(const std::string& name, std::uint64_t size);
    /// A dimension with its coordinate variable of the same name.
    template <class T>
    void coordinate(const std::string& name, const std::vector<T>& values) {
        define_coordinate(name, nc_type<T>(), values.size(), values.data());
    }
    /// A numeric variable, filled with `fill` until written; its _FillValue says so.
    template <class T>
    void variable(const std::string& name, const NcLayout& layout, std::optional<T> fill = std::nullopt) {
        define(name, nc_type<T>(), layout, fill ? &*fill : nullptr);
    }
    /// A numeric variable written at once.
    template <class T>
    void put(const std::string& name, const NcLayout& layout, const std::vector<T>& values,
             std::optional<T> fill = std::nullopt) {
        define(name, nc_type<T>(), layout, fill ? &*fill : nullptr);
        write<T>(name, values);
    }
    void put_text(const std::string& name, const NcLayout& layout, const std::vector<std::string>& values);

    /// The whole variable, row-major.
    template <class T>
    void write(const std::string& name, std::span<const T> values) {
        write_all(name, nc_type<T>(), values.data(), values.size());
    }
    template <class T>
    void write(const std::string& name, const std::vector<T>& values) {
        write<T>(name, std::span<const T>(values));
    }
    /// The box from `start` with `count` entries along each dimension, row-major.
    template <class T>
    void write_box(const std::string& name, const std::vector<std::uint64_t>& start,
                   const std::vector<std::uint64_t>& count, std::span<const T> values) {
        write_part(name, nc_type<T>(), start, count, values.data(), values.size());
    }

    /// Attributes of a variable or group ("/" is the file). Empty text and empty lists are left out.
    void attribute(const std::string& of, const std::string& name, std::string_view text);
    void attribute(const std::string& of, const std::string& name, const std::vector<std::string>& texts);
    template <class T>
    requires std::is_arithmetic_v<T>
    void attribute(const std::string& of, const std::string& name, T value) {
        put_attribute(of, name, nc_type<T>(), &value, 1);
    }
    template <class T>
    requires std::is_arithmetic_v<T>
    void attribute(const std::string& of, const std::string& name, const std::vector<T>& values) {
        put_attribute(of, name, nc_type<T>(), values.data(), values.size());
    }

    /// What is written so far survives the death of the program (in the temporary file).
    void flush();
    /// Closes, seals, forces to disk and renames. Nothing may be written afterwards.
    void finish();
    const std::filesystem::path& temporary_path() const;

private:
    void define_coordinate(const std::string& name, NcType type, std::uint64_t size, const void* values);
    void define(const std::string& name, NcType type, const NcLayout& layout, const void* fill);
    void write_all(const std::string& name, NcType type, const void* values, std::size_t count);
    void write_part(const std::string& name, NcType type, const std::vector<std::uint64_t>& start,
                    const std::vector<std::uint64_t>& count, const void* values, std::size_t size);
    void put_attribute(const std::string& of, const std::string& name, NcType type, const void* values,
                       std::size_t count);
    struct State;
    std::unique_ptr<State> state_;
};

/// Reads one file, once its seal fits, through a child process: HDF5 1.10 crashes and hangs on hostile
/// content. Every fault is an InputError that names the file and the variable: such files come from outside;
/// std::system_error if the disk fails, geo::TryAgain if the file changes meanwhile. Numbers are read into a
/// type that holds every value of the stored type exactly; a narrower one is an error.
class NcReader {
public:
    using Shape = std::vector<std::uint64_t>;

    explicit NcReader(std::filesystem::path path);
    /// Files that belong together, by one child.
    static std::vector<NcReader> open(const std::vector<std::filesystem::path>& paths);
    ~NcReader();
    NcReader(const NcReader&) = delete;
    NcReader& operator=(const NcReader&) = delete;
    NcReader(NcReader&&) noexcept;
    NcReader& operator=(NcReader&&) noexcept;

    const std::filesystem::path& path() const;
    /// SHA-256 of the whole file as it was opened.
    const std::string& sha256() const;
    /// Throws InputError: this file, then `what`.
    [[noreturn]] void fail(const std::string& what) const;
    bool has(const std::string& name) const;
    /// Variables, dimensions and groups directly in a group, in the order of their making.
    std::vector<std::string> names(const std::string& group) const;
    Shape shape(const std::string& name) const;
    /// Size of a dimension.
    std::uint64_t size(const std::string& dimension) const;

    template <class T>
    std::vector<T> read(const std::string& name, const Shape& expected) const {
        std::vector<T> values(checked_count(name, nc_type<T>(), expected));
        read_part(name, nc_type<T>(), expected, 0, expected.empty() ? 1 : expected[0], values.data());
        return values;
    }
    /// Rows [first, first + rows) along the first dimension of a variable shaped `expected`.
    template <class T>
    std::vector<T> read_rows(const std::string& name, const Shape& expected, std::uint64_t first,
                             std::uint64_t rows) const {
        const std::size_t whole = checked_count(name, nc_type<T>(), expected);
        std::vector<T> values(expected.empty() || expected[0] == 0 ? 0 : whole / expected[0] * rows);
        read_part(name, nc_type<T>(), expected, first, rows, values.data());
        return values;
    }
    std::vector<std::string> read_text(const std::string& name, const Shape& expected) const;

    bool has_attribute(const std::string& of, const std::string& name) const;
    /// Text attribute; `otherwise` if absent and given, else InputError.
    std::string text(const std::string& of, const std::string& name,
                     std::optional<std::string> otherwise = std::nullopt) const;
    /// All texts of a text attribute; none if absent.
    std::vector<std::string> texts(const std::string& of, const std::string& name) const;
    template <class T>
    T number(const std::string& of, const std::string& name) const {
        const auto found = number_of(of, name, nc_type<T>());
        return found.is_real ? static_cast<T>(found.real) : static_cast<T>(found.whole);
    }

private:
    NcReader();
    std::size_t checked_count(const std::string& name, NcType type, const Shape& expected) const;
    void must_have_shape(const std::string& name, const Shape& found, const Shape& expected) const;
    void read_part(const std::string& name, NcType type, const Shape& shape, std::uint64_t first,
                   std::uint64_t rows, void* values) const;
    /// A number as the file has it; the bits of a whole one that may have no sign.
    struct Number {
        bool is_real;
        std::int64_t whole;
        double real;
    };
    Number number_of(const std::string& of, const std::string& name, NcType type) const;
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace data::detail
