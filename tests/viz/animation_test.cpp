#include "viz/map/animation.hpp"

#include <catch2/catch.hpp>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "geo/base/error.hpp"
#include "support/program.hpp"
#include "support/tiny_snapshot.hpp"

using namespace viz;

namespace {

/// A folder whose `ffmpeg`, a script of the shell, is found before any other.
class Stage {
public:
    explicit Stage(const std::string& script) {
        const auto program =
            folder_.file("ffmpeg", "#!/bin/sh\ncd " + folder_.path().string() + "\n" + script);
        std::filesystem::permissions(program, std::filesystem::perms::owner_all);
        ::setenv("PATH", (folder_.path().string() + ":" + path_).c_str(), 1);
    }
    ~Stage() { ::setenv("PATH", path_.c_str(), 1); }
    std::filesystem::path operator/(const char* name) const { return folder_.path() / name; }
    std::size_t files() const { return folder_.files(); }

private:
    support::ScratchFolder folder_;
    std::string path_ = std::getenv("PATH");
};

void film(const std::filesystem::path& path, int& drawn) {
    MapSpec spec;
    spec.page = {300, 400};
    spec.insets.emplace();
    const std::vector<Panel> panels{{"first", {1, 2, 3}}, {"second", {3, 2, 1}}};
    write_animation(path, support::three_squares(), panels, spec, [&](int done) { drawn = done; });
}

/// Keeps its arguments and how much it was given, and makes the file.
constexpr const char* works =
    "printf '%s\\n' \"$@\" >arguments\n"
    "wc -c >bytes\n"
    "for last; do :; done\n"
    "echo film >\"$last\"\n";

}  // namespace

TEST_CASE("The encoder is told the size and given every frame, the last one for two seconds", "[viz][fast]") {
    const Stage stage(works);
    int drawn = 0;
    film(stage / "a.mp4", drawn);
    CHECK(drawn == 2);
    CHECK(support::text_of(stage / "a.mp4") == "film\n");
    CHECK(std::stoul(support::text_of(stage / "bytes")) == (1 + 2) * 300 * 400 * 4);  // one a second
    const auto arguments = support::text_of(stage / "arguments");
    CHECK(arguments.find("\n-s\n300x400\n-r\n1\n") != std::string::npos);
    CHECK(arguments.find("libx264") != std::string::npos);
    film(stage / "a.gif", drawn);
    CHECK(support::text_of(stage / "arguments").find("paletteuse") != std::string::npos);
}

TEST_CASE("An encoder that fails leaves no film behind", "[viz][fast]") {
    const Stage stage("cat >/dev/null\nexit 3\n");
    int drawn = 0;
    CHECK_THROWS_WITH(film(stage / "a.mp4", drawn), Catch::EndsWith("ffmpeg stopped with an error"));
    CHECK(stage.files() == 1);  // the script
}

TEST_CASE("An encoder that finds no room is a full disk, told once", "[viz][fast]") {
    int drawn = 0;
    // One reads to the end, one ends before: its pipe then is broken, and that is not the reason.
    for (const char* reads : {"cat >/dev/null\n", ""}) {
        const Stage stage(reads +
                          std::string("echo 'Error writing trailer: No space left on device' >&2\nexit 1\n"));
        int reason = 0;
        try {
            film(stage / "a.mp4", drawn);
        } catch (const std::system_error& error) {
            reason = error.code().value();
        }
        CHECK(reason == ENOSPC);
        CHECK(stage.files() == 1);
    }
}

TEST_CASE("Films are .mp4 or .gif, and need ffmpeg", "[viz][fast]") {
    const Stage stage(works);
    int drawn = 0;
    CHECK_THROWS_WITH(film(stage / "a.avi", drawn), Catch::Contains("'.avi'"));
    ::setenv("PATH", (stage / "nothing").c_str(), 1);
    CHECK_THROWS_WITH(film(stage / "a.mp4", drawn), Catch::Contains("ffmpeg"));
}
