#include "viz/map/animation.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "data/output_file.hpp"
#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"
#include "geo/base/threads.hpp"
#include "viz/cairo_canvas.hpp"

namespace viz {
namespace {

/// ffmpeg at the other end of a pipe, writing a file that has its name once it is whole.
class Encoder {
public:
    Encoder(const std::filesystem::path& path, Page page, int frames_per_second) : path_(path), film_(path) {
        const auto kind = path.extension();
        std::vector<std::string> words{"ffmpeg",   "-loglevel",
                                       "error",    "-y",
                                       "-f",       "rawvideo",
                                       "-pix_fmt", "bgr0",
                                       "-s",       fmt::format("{}x{}", page.width, page.height),
                                       "-r",       std::to_string(frames_per_second),
                                       "-i",       "-"};
        const auto add = [&](std::initializer_list<const char*> more) {
            words.insert(words.end(), more.begin(), more.end());
        };
        if (kind == ".mp4")  // even sides, as the format asks; 24 frames a second, as players expect
            add({"-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf",
                 "20", "-r", "24", "-movflags", "+faststart", "-f", "mp4"});
        else if (kind == ".gif")  // the first frame's legend has every colour: no need to hold all frames
            add({"-filter_complex",
                 "split[a][b];[a]trim=end_frame=1,palettegen=max_colors=128[p];"
                 "[b][p]paletteuse=dither=none:diff_mode=rectangle",
                 "-f", "gif"});
        else
            throw geo::InputError(path.string(),
                                  "animations are .mp4 or .gif; found '" + kind.string() + "'");
        add({"-xerror", film_.temporary().c_str()});  // a film cut short by a full disk is an error
        start(words);
    }
    ~Encoder() {
        if (pipe_ >= 0) ::close(pipe_);
        if (child_ > 0) {
            ::kill(child_, SIGTERM);
            ::waitpid(child_, nullptr, 0);
        }
        if (words_ >= 0) ::close(words_);
        (void)std::signal(SIGPIPE, old_handler_);
    }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    void frame(std::span<const unsigned char> pixels) {
        while (!pixels.empty()) {
            const ssize_t written = ::write(pipe_, pixels.data(), pixels.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) {
                end();
                refuse();
            }
            pixels = pixels.subspan(static_cast<std::size_t>(written));
        }
    }
    void finish() {
        if (!end()) refuse();
        film_.keep();
    }

private:
    /// Nothing more to come. Says whether all went well.
    bool end() {
        ::close(std::exchange(pipe_, -1));
        int status = 0;
        const pid_t ended = ::waitpid(std::exchange(child_, -1), &status, 0);
        return ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    void start(std::vector<std::string>& words) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) fail(errno);
        pipe_ = ends[1];
        // What it says is told in our own sentence. It does not wait for a reader, and neither do we.
        int said[2];
        if (::pipe2(said, O_CLOEXEC | O_NONBLOCK) != 0) fail(errno);
        words_ = said[0];
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, said[1], STDERR_FILENO);
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        // In a group of its own: Ctrl-C reaches this program alone, which then ends it.
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
        const int error =
            ::posix_spawnp(&child_, "ffmpeg", &actions, &attributes, arguments.data(), ::environ);
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
        ::close(ends[0]);
        ::close(said[1]);
        if (error == 0) return;
        child_ = -1;
        if (error != ENOENT) fail(error);
        throw geo::InputError(
            "--animate",
            "needs the program ffmpeg, which is not installed here; install it (Debian: apt "
            "install ffmpeg), or show the months side by side with --multiples");
    }
    [[noreturn]] void fail(int reason) const {
        throw std::system_error(reason, std::generic_category(),
                                "cannot make " + path_.string() + " with ffmpeg");
    }
    /// Says why it ended: for lack of room, if that is what it says.
    [[noreturn]] void refuse() const {
        std::string said(std::size_t{1} << 12, '\0');
        const ssize_t got = ::read(words_, said.data(), said.size());
        said.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        for (const int reason : {ENOSPC, EDQUOT, EFBIG, EIO})
            if (said.find(std::strerror(reason)) != std::string::npos) fail(reason);
        said.resize(std::min(said.find('\n'), said.size()));
        throw std::runtime_error(fmt::format("cannot make {}: ffmpeg stopped with an error{}{}",
                                             path_.string(), said.empty() ? "" : ": ", said));
    }

    std::filesystem::path path_;
    data::OutputFile film_;
    int pipe_ = -1, words_ = -1;
    pid_t child_ = -1;
    /// A pipe whose reader is gone is an error to report, not the end of this program.
    void (*old_handler_)(int) = std::signal(SIGPIPE, SIG_IGN);
};

}  // namespace

void write_animation(const std::filesystem::path& path, const geo::Boundaries& shapes,
                     std::span<const Panel> panels, const MapSpec& spec,
                     const std::function<void(int)>& drawn) {
    const auto frames = static_cast<std::uint32_t>(panels.size());
    const int per_second = frames <= 12 ? 1 : 6;
    Encoder encoder(path, spec.page, per_second);
    const std::uint32_t at_once = 2 * geo::thread_count();
    for (std::uint32_t first = 0; first < frames; first += at_once) {
        const auto count = std::min(at_once, frames - first);
        std::vector<std::unique_ptr<CairoCanvas>> drawing(count);
        geo::for_each_index(count, [&](std::uint32_t i) {
            Panel panel = panels[first + i];
            MapSpec one = spec;
            one.subtitle += (one.subtitle.empty() ? "" : "\n") + panel.title;  // a line of its own: no jumps
            drawing[i] =
                std::make_unique<CairoCanvas>(CairoCanvas::Format::png, spec.page.width, spec.page.height);
            draw_panels(*drawing[i], shapes, std::span(&panel, 1), one);
        });
        for (std::uint32_t i = 0; i < count; ++i) {
            const bool last = first + i + 1 == frames;
            for (int again = 0; again < (last ? 2 * per_second : 1); ++again)
                encoder.frame(drawing[i]->pixels());
            drawn(static_cast<int>(first + i + 1));
        }
    }
    encoder.finish();
}

}  // namespace viz
