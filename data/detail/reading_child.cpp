#include "data/detail/reading_child.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <malloc.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigaction is POSIX
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <new>
#include <string_view>
#include <system_error>
#include <type_traits>

#include "data/detail/h5.hpp"
#include "geo/base/error.hpp"

namespace data::detail {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_said = std::size_t{256} << 20;
constexpr std::uint64_t slab_bytes = 64 << 20;  ///< read at once

constexpr char well = '.', unreadable = '?', failed = '!';

/// Before what was asked for, why it cannot be read, or the system's number of a failure.
struct Verdict {
    std::uint64_t bytes = 0;  ///< that follow
    char letter = well;       ///< one of those above, or a Refusal
};

/// What is asked of the child, and the name of the variable after it.
struct Question {
    NcType type = NcType::i8;
    bool texts = false;  ///< all of them; else numbers
    std::uint64_t file = 0;
    std::uint64_t first = 0, rows = 0, row_bytes = 0, name_bytes = 0;
};

/// Whether all of it went through; otherwise nobody is there any more.
bool send_all(int line, std::string_view head, std::string_view content) {
    while (!head.empty() || !content.empty()) {
        std::array<iovec, 2> parts{{{const_cast<char*>(head.data()), head.size()},
                                    {const_cast<char*>(content.data()), content.size()}}};
        msghdr message{};
        message.msg_iov = parts.data();
        message.msg_iovlen = parts.size();
        const auto sent = ::sendmsg(line, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        const auto of_head = std::min(head.size(), static_cast<std::size_t>(sent));
        head.remove_prefix(of_head);
        content.remove_prefix(static_cast<std::size_t>(sent) - of_head);
    }
    return true;
}

template <class Head>
std::string_view bytes_of(const Head& head) {
    static_assert(std::is_trivially_copyable_v<Head>);
    return {reinterpret_cast<const char*>(&head), sizeof head};
}

bool hear_all(int line, char* bytes, std::size_t count) {
    while (count > 0) {
        const auto read = ::read(line, bytes, count);
        if (read < 0 && errno == EINTR) continue;
        if (read <= 0) return false;
        bytes += read;
        count -= static_cast<std::size_t>(read);
    }
    return true;
}

/// A child that is gone hears nothing, which shows when its answer does not come.
void ask(int line, const Question& question, const std::string& name) {
    send_all(line, bytes_of(question), name);
}

/// Content on which the library goes on for ever or takes all memory there is costs no more than this. A
/// crash is no news for the terminal and needs no core file; who asks us to stop asks the parent.
class Limits {
public:
    explicit Limits(double file_bytes) : seconds_(3 + file_bytes / 5e6) {
        put(RLIMIT_CORE, 0);
        double pages = 0;
        if (std::ifstream("/proc/self/statm") >> pages)
            little_memory_ =
                put(RLIMIT_AS, pages * static_cast<double>(sysconf(_SC_PAGESIZE)) + 1e9 + 10 * file_bytes);
    }
    /// Whether memory was limited more by who started us.
    bool little_memory() const { return little_memory_; }
    /// From now on for one more task.
    void begin() const {
        rusage used{};
        getrusage(RUSAGE_SELF, &used);
        put(RLIMIT_CPU,
            std::ceil(static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 2 + seconds_));
    }

private:
    /// Whether the limit was lower already.
    static bool put(__rlimit_resource_t resource, double most) {
        rlimit now{};
        getrlimit(resource, &now);
        const bool was_less = resource != RLIMIT_CPU && now.rlim_cur < static_cast<rlim_t>(most);
        if (!was_less) now.rlim_cur = std::min(now.rlim_max, static_cast<rlim_t>(most));
        setrlimit(resource, &now);
        return was_less;
    }
    double seconds_;
    bool little_memory_ = false;
};

/// The child's side.
class Reader {
public:
    explicit Reader(int line, double all_bytes) : line_(line), limits_(all_bytes) {}

    /// Tells what the files hold and answers questions until nobody asks.
    void be(const std::vector<fs::path>& paths) {
        for (const auto& path : paths) {
            limits_.begin();
            if (!answer([&] { return catalogue(path); })) return;
        }
        Question question;
        while (hear_all(line_, reinterpret_cast<char*>(&question), sizeof question)) {
            std::string name(question.name_bytes, '\0');
            if (!hear_all(line_, name.data(), name.size())) return;
            limits_.begin();
            if (question.texts)
                answer([&] { return texts(question, name); });
            else
                numbers(question, name);
        }
    }

private:
    static H5File opened(const fs::path& path) {
        // Whoever put a pipe in its place meanwhile would have us wait for ever.
        if (std::error_code error; !fs::is_regular_file(path, error))
            throw Unreadable{"it is no file any more"};
        const auto access = h5_file_access();  // closing it would clear the reason
        const hid_t id = h5_opened([&] { return H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get()); });
        if (id >= 0) return H5File(id, "open");
        const auto reason = h5_reason();
        if (h5_errno(reason) != 0) h5_fail(reason, "open");
        throw Unreadable{reason};
    }

    std::string_view catalogue(const fs::path& path) {
        files_.push_back(opened(path));
        room_ = to_bytes(h5_catalogue(files_.back().get(), most_unpacked_bytes(fs::file_size(path))));
        return room_;
    }

    /// Sends the bytes that `read` gives; what it throws becomes words. Whether the parent heard, and all
    /// went well.
    template <class Read>
    bool answer(const Read& read) {
        Verdict verdict;
        std::string words;
        std::string_view content;
        const auto failure = [&](int number) {
            verdict.letter = failed;
            words = bytes_of(number);
        };
        try {
            content = read();
        } catch (Refusal refusal) {
            // Its checksum fits, so that what could not be read is likelier to have had no room than to be
            // broken.
            if (refusal == Refusal::broken && limits_.little_memory())
                failure(ENOMEM);
            else
                verdict.letter = static_cast<char>(refusal);
        } catch (const std::system_error& error) {
            failure(error.code().value());
        } catch (const std::bad_alloc&) {
            if (limits_.little_memory())
                failure(ENOMEM);
            else
                verdict.letter = static_cast<char>(Refusal::claims_too_much);
        } catch (const Unreadable& what) {
            verdict.letter = unreadable;
            words = what.reason;
        } catch (const std::runtime_error& error) {
            verdict.letter = unreadable;
            words = error.what();
        }
        if (verdict.letter != well) content = words;
        verdict.bytes = content.size();
        return send_all(line_, bytes_of(verdict), content) && verdict.letter == well;
    }

    /// Slab by slab, an answer each, in the room that one takes.
    void numbers(const Question& question, const std::string& name) {
        const auto at_once =
            std::max<std::uint64_t>(1, slab_bytes / std::max<std::uint64_t>(1, question.row_bytes));
        for (std::uint64_t done = 0; done < question.rows; done += at_once) {
            const auto rows = std::min(at_once, question.rows - done);
            if (!answer([&] { return slab(question, name, question.first + done, rows); })) return;
        }
    }

    std::string_view slab(const Question& question, const std::string& name, std::uint64_t first,
                          std::uint64_t rows) {
        const H5Dataset dataset(
            h5_must_read(H5Dopen2(files_.at(question.file).get(), name.c_str(), H5P_DEFAULT)), "open");
        const H5Space in_file(h5_must_read(H5Dget_space(dataset.get())), "ask for a shape");
        std::vector<hsize_t> count(
            static_cast<std::size_t>(h5_must_read(H5Sget_simple_extent_ndims(in_file.get()))));
        h5_must_read(H5Sget_simple_extent_dims(in_file.get(), count.data(), nullptr));
        std::vector<hsize_t> from(count.size(), 0);
        if (!count.empty()) {
            from[0] = first;
            count[0] = rows;
            h5_must_read(H5Sselect_hyperslab(in_file.get(), H5S_SELECT_SET, from.data(), nullptr,
                                             count.data(), nullptr));
        }
        const H5Space in_memory(count.empty() ? h5_must_read(H5Screate(H5S_SCALAR))
                                              : h5_must_read(H5Screate_simple(static_cast<int>(count.size()),
                                                                              count.data(), nullptr)),
                                "make a shape");
        const auto type = h5_native(question.type);
        const auto bytes = static_cast<std::uint64_t>(h5_must_read(H5Sget_select_npoints(in_file.get()))) *
                           H5Tget_size(type);
        if (bytes != rows * question.row_bytes) throw Refusal::broken;  // it is not as it was told before
        if (room_.size() < bytes) room_.resize(bytes);
        h5_must_read(H5Dread(dataset.get(), type, in_memory.get(), in_file.get(), H5P_DEFAULT,
                             static_cast<void*>(room_.data())));
        return std::string_view(room_).substr(0, bytes);
    }

    std::string_view texts(const Question& question, const std::string& name) {
        const H5Dataset dataset(
            h5_must_read(H5Dopen2(files_.at(question.file).get(), name.c_str(), H5P_DEFAULT)), "open");
        const H5Type type(h5_must_read(H5Dget_type(dataset.get())), "ask for a type");
        const H5Space space(h5_must_read(H5Dget_space(dataset.get())), "ask for a shape");
        const auto count = static_cast<hsize_t>(h5_must_read(H5Sget_simple_extent_npoints(space.get())));
        double bytes = 0;
        const auto all = h5_texts(type.get(), count, bytes, [&](void* into) {
            return H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, into);
        });
        room_ = to_bytes(all);
        return room_;
    }

    int line_;
    Limits limits_;
    std::vector<H5File> files_;
    std::string room_;  ///< of what is sent
};

/// Closes everything but the standard streams and `line`.
void keep_only(int line) {
    const int first = STDERR_FILENO + 1;
    const auto closed = [](int from, int to) {
        return from > to || ::close_range(static_cast<unsigned>(from), static_cast<unsigned>(to), 0) == 0;
    };
    const int most = std::numeric_limits<int>::max();
    if (closed(first, std::max(line, first) - 1) && closed(std::max(line + 1, first), most)) return;
    // A kernel before 5.9, or one that is told to refuse.
    for (int other = first; other < std::min(::getdtablesize(), 1 << 16); ++other)
        if (other != line) ::close(other);
}

/// Whatever is thrown ends the child here: what the parent has begun is the parent's to end. It keeps nothing
/// open that is the parent's, whose other children, locks and pipes end with the parent.
[[noreturn]] void be_the_child(const std::vector<fs::path>& paths, double all_bytes, int line) noexcept {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) (void)::signal(signal, SIG_IGN);
    for (const int signal : {SIGXCPU, SIGSEGV, SIGBUS, SIGABRT}) (void)::signal(signal, SIG_DFL);
    if (const int nowhere = ::open("/dev/null", O_RDWR); nowhere >= 0)
        for (const int own : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
            if (own != line) ::dup2(nowhere, own);
    keep_only(line);
    // A page that is taken for the first time costs more than one that is kept.
    ::mallopt(M_MMAP_THRESHOLD, 1 << 30);
    ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
    Reader(line, all_bytes).be(paths);
    _exit(0);
}

}  // namespace

double most_unpacked_bytes(std::uintmax_t file_bytes) {
    return 1e6 + 1100 * static_cast<double>(file_bytes);
}

ReadingChild::Process::Process(const std::vector<fs::path>& files) {
    const auto fail = [&](const fs::path& file, int reason) {
        throw std::system_error(reason, std::generic_category(),
                                fmt::format("cannot read {}", file.string()));
    };
    double bytes = 0;
    for (const auto& file : files) {
        std::error_code error;
        bytes += static_cast<double>(fs::file_size(file, error));
        if (error) fail(file, error.value());
    }
    h5_be_quiet();  // the library is made ready once, and not by every child
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) fail(files.front(), errno);
    id = ::fork();
    if (id == 0) {
        ::close(ends[0]);
        be_the_child(files, bytes, ends[1]);
    }
    const int reason = errno;
    ::close(ends[1]);
    line = ends[0];
    if (id > 0) return;
    ::close(line);
    fail(files.front(), reason);
}

ReadingChild::Process::~Process() {
    ::close(line);
    ::kill(id, SIGKILL);
    while (::waitpid(id, nullptr, 0) < 0 && errno == EINTR) {
    }
}

ReadingChild::ReadingChild(std::vector<fs::path> files) : files_(std::move(files)), process_(files_) {}

H5Catalogue ReadingChild::next_catalogue() {
    const auto file = next_++;
    const auto said = hear(file, {});
    try {
        return catalogue_of(said);
    } catch (Refusal refusal) {
        refuse(file, refusal);
    }
}

void ReadingChild::refuse(std::size_t file, Refusal refusal) const {
    throw geo::InputError(
        files_[file].string(),
        fmt::format("{}; make or fetch it again",
                    refusal == Refusal::claims_too_much ? "claims to hold more than a file of its size can"
                    : refusal == Refusal::too_many      ? "holds more things or texts than any file of ours"
                    : refusal == Refusal::points_elsewhere
                        ? "holds links or points to other files, which no file of ours does"
                        : "is broken inside: the HDF5 library cannot read it through"));
}

/// A child that is gone crashed or never ended, unless who looks after a full memory killed it.
void ReadingChild::hear_bytes(std::size_t file, void* into, std::size_t bytes) const {
    if (hear_all(process_.line, static_cast<char*>(into), bytes)) return;
    siginfo_t ended{};
    int waited = -1;
    do waited = ::waitid(P_PID, static_cast<id_t>(process_.id), &ended, WEXITED | WNOWAIT);
    while (waited < 0 && errno == EINTR);
    if (waited == 0 && ended.si_code == CLD_KILLED && ended.si_status == SIGKILL)
        throw std::system_error(ENOMEM, std::generic_category(),
                                fmt::format("cannot read {}", files_[file].string()));
    refuse(file, Refusal::broken);
}

/// How many bytes of what was asked for follow.
std::uint64_t ReadingChild::hear_verdict(std::size_t file, const std::string& what) const {
    Verdict verdict;
    hear_bytes(file, &verdict, sizeof verdict);
    const auto [bytes, letter] = verdict;
    if (letter == well) return bytes;
    if (bytes > most_said) refuse(file, Refusal::broken);
    std::string content(bytes, '\0');
    hear_bytes(file, content.data(), bytes);
    const auto& path = files_[file].string();
    if (letter == failed) {
        int number = 0;
        std::memcpy(&number, content.data(), std::min(content.size(), sizeof number));
        throw std::system_error(
            number, std::generic_category(),
            what.empty() ? "cannot read " + path : fmt::format("cannot read '{}' in {}", what, path));
    }
    if (letter != unreadable) refuse(file, Refusal{letter});
    if (what.empty())
        throw geo::InputError(
            path, fmt::format("cannot be opened as netCDF-4 / HDF5 ({}); make or fetch it again", content));
    throw geo::InputError(
        path,
        fmt::format("'{}' cannot be read ({}); the file is damaged, make or fetch it again", what, content));
}

std::string ReadingChild::hear(std::size_t file, const std::string& what) const {
    const auto bytes = hear_verdict(file, what);
    if (bytes > most_said) refuse(file, Refusal::broken);
    std::string content(bytes, '\0');
    hear_bytes(file, content.data(), content.size());
    return content;
}

void ReadingChild::read(std::size_t file, const std::string& variable, NcType type, std::uint64_t first,
                        std::uint64_t rows, std::uint64_t row_bytes, void* values) const {
    ask(process_.line, {type, false, file, first, rows, row_bytes, variable.size()}, variable);
    auto* into = static_cast<char*>(values);
    for (auto left = rows * row_bytes; left > 0;) {
        const auto bytes = hear_verdict(file, variable);
        if (bytes == 0 || bytes > left) refuse(file, Refusal::broken);
        hear_bytes(file, into, bytes);
        into += bytes;
        left -= bytes;
    }
}

std::vector<std::string> ReadingChild::texts(std::size_t file, const std::string& variable) const {
    ask(process_.line, {NcType::i8, true, file, 0, 0, 0, variable.size()}, variable);
    const auto said = hear(file, variable);
    try {
        return texts_of(said);
    } catch (Refusal refusal) {
        refuse(file, refusal);
    }
}

}  // namespace data::detail
