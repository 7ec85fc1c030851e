#pragma once
// What an HDF5 file holds: names, shapes, types and attributes, all but the values of its variables.
#include <hdf5.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace data::detail {

/// How something is stored.
struct H5Stored {
    enum class Kind : std::uint8_t { whole, real, text, fixed_text, other } kind = Kind::other;
    bool is_signed = false;
    std::uint32_t bytes = 0;  ///< of one entry
};

struct H5Attributed {
    H5Stored stored;
    std::uint64_t count = 0;
    std::vector<std::string> texts;  ///< of a text, also of a single one of fixed length
    std::int64_t whole = 0;          ///< a single whole number, the bits of an unsigned one
    double real = 0;                 ///< a single real number
    std::string unreadable;          ///< why, if it cannot be read
};

struct H5Thing {
    bool is_variable = false;
    std::vector<std::uint64_t> shape;  ///< of a variable
    H5Stored stored;
    std::map<std::string, H5Attributed> attributes;
    std::vector<std::string> names;  ///< in a group, in the order of their making
    std::string unreadable;          ///< why, if shape and type of a variable cannot be read
    std::string attributes_unreadable;
};

/// By absolute name, "/" the file.
using H5Catalogue = std::map<std::string, H5Thing>;

/// Why a file is not read at all.
enum class Refusal : char { claims_too_much = 'm', too_many = 'n', points_elsewhere = 'e', broken = 'b' };

/// What cannot be read in a file that is otherwise well, and why.
struct Unreadable {
    std::string reason;
};

/// `status` of a call that read; else Unreadable, std::system_error where the machine failed, std::bad_alloc
/// where there was no room.
std::int64_t h5_read_status(std::int64_t status);
template <class Status>
Status h5_must_read(Status status) {
    return static_cast<Status>(h5_read_status(status));
}

H5Stored h5_stored(hid_t type);

inline constexpr double most_text_bytes = 64e6;  ///< of one variable, or of all attributes and names

/// The `count` texts of variable length that `read(where to)` lends; `bytes` grows by what they take. Throws
/// Refusal::too_many if that is more than most_text_bytes, and as h5_must_read.
std::vector<std::string> h5_texts(hid_t type, std::uint64_t count, double& bytes,
                                  const std::function<herr_t(void*)>& read);

/// Throws Refusal if the file claims more than `most_bytes`, has over 200 000 things, 64 MB of texts or
/// groups 16 deep, points to other files, or cannot be walked through; std::system_error if the machine
/// fails. The library may crash on hostile content or never end: call it where that costs nothing.
H5Catalogue h5_catalogue(hid_t file, double most_bytes);

/// As bytes, and back. Throws Refusal::broken if they are no such bytes.
std::string to_bytes(const H5Catalogue& catalogue);
H5Catalogue catalogue_of(std::string_view bytes);
std::string to_bytes(const std::vector<std::string>& texts);
std::vector<std::string> texts_of(std::string_view bytes);

}  // namespace data::detail
