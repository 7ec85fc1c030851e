#include "data/detail/probe.hpp"

#include <fcntl.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigaction is POSIX
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "data/detail/h5.hpp"
#include "geo/base/error.hpp"

namespace data::detail {

namespace fs = std::filesystem;

namespace {

/// What the child says; whatever else it ends with, it was lost.
enum Verdict : int { readable = 40, claims_too_much, points_elsewhere, broken };

constexpr std::size_t most_objects = 200'000;
constexpr double most_text_bytes = 64e6, most_read_bytes = 256e6;

struct Link {
    std::string name;
    bool hard;
};

[[noreturn]] void say(Verdict verdict) {
    _exit(verdict);
}

/// What cannot be read, which its reader tells of; the rest is still read through.
struct Unreadable {};

void must(bool went_well) {
    if (!went_well) throw Unreadable();
}

/// Goes on whatever becomes of one thing.
template <class Read>
void try_to(const Read& read) {
    try {
        read();
    } catch (const Unreadable&) {
    } catch (const std::exception&) {
    }
}

std::size_t points(hid_t space) {
    const auto count = H5Sget_simple_extent_npoints(space);
    must(count >= 0);
    return static_cast<std::size_t>(count);
}

/// Reads by `read(type, into)` what has `count` entries of a stored type, texts with all their letters.
template <class Read>
void read_entries(hid_t type, std::size_t count, const Read& read) {
    const auto kind = H5Tget_class(type);
    if (kind != H5T_STRING && kind != H5T_INTEGER && kind != H5T_FLOAT) return;  // nobody here asks for it
    const auto bytes = static_cast<double>(count) * static_cast<double>(H5Tget_size(type));
    if (bytes > most_read_bytes) return;
    if (kind != H5T_STRING || H5Tis_variable_str(type) <= 0) {
        std::vector<char> room(static_cast<std::size_t>(bytes) + 1);
        must(read(type, room.data()) >= 0);
        return;
    }
    std::vector<char*> texts(count, nullptr);
    must(read(type, texts.data()) >= 0);
    double letters = 0;
    for (const char* text : texts)
        if (text) letters += static_cast<double>(std::char_traits<char>::length(text));
    if (letters > most_text_bytes) say(claims_too_much);
    const hsize_t all = count;
    const H5Space space(H5Screate_simple(1, &all, nullptr), "make a shape");
    H5Dvlen_reclaim(type, space.get(), H5P_DEFAULT, texts.data());
}

void read_attributes(hid_t object, const H5O_info_t& about) {
    for (hsize_t i = 0; i < about.num_attrs; ++i)
        try_to([&] {
            const H5Attribute attribute(
                H5Aopen_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, i, H5P_DEFAULT, H5P_DEFAULT),
                "open an attribute");
            const H5Type type(H5Aget_type(attribute.get()), "ask for a type");
            const H5Space space(H5Aget_space(attribute.get()), "ask for a shape");
            read_entries(type.get(), points(space.get()),
                         [&](hid_t as, void* into) { return H5Aread(attribute.get(), as, into); });
        });
}

/// Every chunk on its own, since parts are read that lie behind a bad one.
void read_chunks(hid_t dataset, hid_t space, hid_t type, const std::vector<hsize_t>& chunk, void* into) {
    const auto axes = chunk.size();
    std::vector<hsize_t> size(axes), from(axes, 0), count(axes);
    if (H5Sget_simple_extent_ndims(space) != static_cast<int>(axes)) return;
    must(H5Sget_simple_extent_dims(space, size.data(), nullptr) >= 0);
    for (std::size_t axis = 0; axis < axes;) {
        for (std::size_t i = 0; i < axes; ++i) count[i] = std::min(chunk[i], size[i] - from[i]);
        H5Sselect_hyperslab(space, H5S_SELECT_SET, from.data(), nullptr, count.data(), nullptr);
        H5Dread(dataset, type, space, space, H5P_DEFAULT, into);
        for (axis = 0; axis < axes; ++axis) {
            from[axis] += chunk[axis];
            if (from[axis] < size[axis]) break;
            from[axis] = 0;
        }
    }
    H5Sselect_all(space);
}

void read_dataset(hid_t dataset, double most_bytes) {
    const H5Properties made(H5Dget_create_plist(dataset), "ask how it was made");
    const auto layout = H5Pget_layout(made.get());
    if (layout == H5D_VIRTUAL || H5Pget_external_count(made.get()) > 0) say(points_elsewhere);
    const H5Type type(H5Dget_type(dataset), "ask for a type");
    const H5Space space(H5Dget_space(dataset), "ask for a shape");
    const auto bytes =
        static_cast<double>(points(space.get())) * static_cast<double>(H5Tget_size(type.get()));
    // Nobody wrote to a dimension without coordinates: its size is no claim.
    if (H5Dget_storage_size(dataset) == 0) return;
    double chunk_bytes = 0;
    hsize_t chunk[H5S_MAX_RANK] = {};
    int axes = 0;
    if (layout == H5D_CHUNKED) {
        axes = H5Pget_chunk(made.get(), H5S_MAX_RANK, chunk);
        chunk_bytes = static_cast<double>(H5Tget_size(type.get()));
        for (int i = 0; i < axes; ++i) chunk_bytes *= static_cast<double>(chunk[i]);
    }
    if (bytes > most_bytes || chunk_bytes > most_bytes) say(claims_too_much);
    read_entries(type.get(), points(space.get()), [&](hid_t as, void* into) {
        const auto whole = H5Dread(dataset, as, H5S_ALL, H5S_ALL, H5P_DEFAULT, into);
        if (whole < 0 && axes > 0) read_chunks(dataset, space.get(), as, {chunk, chunk + axes}, into);
        return whole;
    });
}

void read_object(hid_t file, const char* name, double most_bytes) {
    try_to([&] {
        const H5Object object(H5Oopen(file, name, H5P_DEFAULT), "open an object");
        H5O_info_t about{};
        must(H5Oget_info2(object.get(), &about, H5O_INFO_BASIC | H5O_INFO_NUM_ATTRS) >= 0);
        try_to([&] { read_attributes(object.get(), about); });
        if (about.type == H5O_TYPE_DATASET) read_dataset(object.get(), most_bytes);
    });
}

void read_everything(const fs::path& path, double most_bytes) {
    const H5File file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, h5_file_access().get()), "open");
    std::vector<Link> links;
    const auto add = [](hid_t, const char* name, const H5L_info_t* about, void* all) -> herr_t {
        auto& list = *static_cast<std::vector<Link>*>(all);
        if (list.size() == most_objects) say(claims_too_much);
        list.push_back({name, about->type == H5L_TYPE_HARD});
        return 0;
    };
    // Names behind one that cannot be read would go unseen here, and be asked for all the same.
    if (H5Lvisit(file.get(), H5_INDEX_NAME, H5_ITER_NATIVE, add, &links) < 0)
        say(h5_errno(h5_reason()) != 0 ? readable : broken);
    read_object(file.get(), "/", most_bytes);
    for (const auto& link : links) {
        if (!link.hard) say(points_elsewhere);
        read_object(file.get(), link.name.c_str(), most_bytes);
    }
}

[[noreturn]] void be_the_child(const fs::path& path, double file_bytes, double most_bytes) {
    // Who asks us to stop asks the parent; a crash is no news for the terminal and needs no core file.
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) (void)::signal(signal, SIG_IGN);
    for (const int signal : {SIGXCPU, SIGSEGV, SIGBUS, SIGABRT}) (void)::signal(signal, SIG_DFL);
    if (const int nowhere = ::open("/dev/null", O_WRONLY); nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
    const auto seconds = static_cast<rlim_t>(10 + file_bytes / 10e6);
    const rlimit cpu{seconds, seconds}, none{0, 0};
    setrlimit(RLIMIT_CPU, &cpu);
    setrlimit(RLIMIT_CORE, &none);
    try {
        read_everything(path, most_bytes);
    } catch (...) {
    }
    say(readable);
}

}  // namespace

double most_unpacked_bytes(std::uintmax_t file_bytes) {
    return 1e6 + 1100 * static_cast<double>(file_bytes);
}

void probe(const fs::path& path) {
    std::error_code error;
    const auto bytes = fs::file_size(path, error);
    if (error) throw std::system_error(error, fmt::format("cannot ask for the size of {}", path.string()));
    const double most_bytes = most_unpacked_bytes(bytes);
    const pid_t child = ::fork();
    if (child == 0) be_the_child(path, static_cast<double>(bytes), most_bytes);
    if (child < 0) return;  // no room for one more process: the seal must do
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return;  // who calls us lets the system collect its children
    const int verdict = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    if (verdict == readable) return;
    throw geo::InputError(
        path.string(),
        fmt::format("{}; make or fetch it again",
                    verdict == claims_too_much ? "claims to hold more than a file of its size can"
                    : verdict == points_elsewhere
                        ? "points to other files, which no file of ours does"
                        : "is broken inside: the HDF5 library cannot read it through"));
}

}  // namespace data::detail
