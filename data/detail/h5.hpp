#pragma once
// Owning types for HDF5's C API. Private to data/.
#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "data/detail/netcdf.hpp"

namespace data::detail {

/// The innermost reason on HDF5's error stack ("No space left on device"), or "no reason given".
/// Call it straight after the call that failed: the next HDF5 call clears the stack.
inline std::string h5_reason() {
    std::string reason = "no reason given";
    H5Ewalk2(
        H5E_DEFAULT, H5E_WALK_UPWARD,
        [](unsigned, const H5E_error2_t* error, void* text) -> herr_t {
            if (error->desc && *error->desc) *static_cast<std::string*>(text) = error->desc;
            return 1;  // the first one, innermost, is enough
        },
        &reason);
    return reason;
}

/// The system's error number in HDF5's reason ("..., errno = 28, error message = ..."), or 0: HDF5 has none.
inline int h5_errno(std::string_view reason) {
    constexpr std::string_view mark = "errno = ";
    int number = 0;
    if (const auto at = reason.find(mark); at != std::string_view::npos)
        std::from_chars(reason.data() + at + mark.size(), reason.data() + reason.size(), number);
    return number;
}

/// Stops HDF5 from printing its error stack: our messages carry the reason. No file of ours needs a plug-in,
/// and no file may load one.
inline void h5_be_quiet() {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    H5PLset_loading_state(0);
}

/// Throws what was attempted and why it failed: std::system_error where the system refused (disk full), else
/// std::runtime_error.
[[noreturn]] inline void h5_fail(const std::string& reason, std::string_view attempt) {
    if (const int number = h5_errno(reason))
        throw std::system_error(number, std::generic_category(), fmt::format("cannot {}", attempt));
    throw std::runtime_error(fmt::format("HDF5: cannot {}: {}", attempt, reason));
}

/// Returns `status`, or fails as above.
template <class Status>
Status h5_check(Status status, std::string_view attempt) {
    if (status < 0) h5_fail(h5_reason(), attempt);
    return status;
}

/// The file that `open` opens or makes; again while a signal interrupts it.
template <class Open>
hid_t h5_opened(const Open& open) {
    for (;;)
        if (const hid_t id = open(); id >= 0 || h5_errno(h5_reason()) != EINTR) return id;
}

/// Owns one HDF5 identifier and closes it with the matching C function.
template <herr_t (*Close)(hid_t)>
class H5Handle {
public:
    H5Handle() = default;
    H5Handle(hid_t id, std::string_view attempt) : id_(h5_check(id, attempt)) {}
    H5Handle(const H5Handle&) = delete;
    H5Handle& operator=(const H5Handle&) = delete;
    H5Handle(H5Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
    H5Handle& operator=(H5Handle&& other) noexcept {
        std::swap(id_, other.id_);
        return *this;
    }
    ~H5Handle() {
        if (id_ >= 0) Close(id_);
    }
    hid_t get() const { return id_; }
    bool open() const { return id_ >= 0; }
    /// Closes now and reports: a full disk may show itself only here. The system's close comes last, and is
    /// done also if a signal interrupts it.
    void close(std::string_view attempt) {
        if (Close(std::exchange(id_, H5I_INVALID_HID)) >= 0) return;
        const auto reason = h5_reason();
        if (reason.starts_with("unable to close file") && h5_errno(reason) == EINTR) return;
        h5_fail(reason, attempt);
    }

private:
    hid_t id_ = H5I_INVALID_HID;
};
using H5File = H5Handle<H5Fclose>;
using H5Group = H5Handle<H5Gclose>;
using H5Dataset = H5Handle<H5Dclose>;
using H5Space = H5Handle<H5Sclose>;
using H5Type = H5Handle<H5Tclose>;
using H5Attribute = H5Handle<H5Aclose>;
using H5Properties = H5Handle<H5Pclose>;
using H5Object = H5Handle<H5Oclose>;

/// Numbers in memory.
inline hid_t h5_native(NcType type) {
    switch (type) {
        case NcType::i8:
            return H5T_NATIVE_INT8;
        case NcType::i16:
            return H5T_NATIVE_INT16;
        case NcType::i32:
            return H5T_NATIVE_INT32;
        case NcType::i64:
            return H5T_NATIVE_INT64;
        case NcType::u8:
            return H5T_NATIVE_UINT8;
        case NcType::u16:
            return H5T_NATIVE_UINT16;
        case NcType::u32:
            return H5T_NATIVE_UINT32;
        case NcType::u64:
            return H5T_NATIVE_UINT64;
        case NcType::f32:
            return H5T_NATIVE_FLOAT;
        case NcType::f64:
            return H5T_NATIVE_DOUBLE;
    }
    throw std::logic_error("unknown number type");
}

/// Variable-length UTF-8: every text variable and every list of texts. netCDF-C 4.9.0 crashes on arrays of
/// fixed-length text (netcdf-c #2159).
inline H5Type h5_text_type() {
    H5Type type(H5Tcopy(H5T_C_S1), "copy the text type");
    h5_check(H5Tset_size(type.get(), H5T_VARIABLE), "make a text type variable-length");
    h5_check(H5Tset_cset(type.get(), H5T_CSET_UTF8), "make a text type UTF-8");
    return type;
}

/// How every file is opened: no locks (names are unique, and locks fail on NFS and Lustre), and a leaked
/// identifier makes the closing fail loudly.
inline H5Properties h5_file_access() {
    H5Properties access(H5Pcreate(H5P_FILE_ACCESS), "make file access properties");
    h5_check(H5Pset_file_locking(access.get(), false, true), "switch file locks off");
    h5_check(H5Pset_fclose_degree(access.get(), H5F_CLOSE_SEMI), "set the closing degree");
    return access;
}

}  // namespace data::detail
