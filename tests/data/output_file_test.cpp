#include "data/output_file.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "support/complaint.hpp"
#include "support/program.hpp"

using Catch::Contains;
using support::complaint;
using support::text_of;
namespace fs = std::filesystem;

TEST_CASE("A link is followed and stays, also where what it names is not there yet", "[data][fast]") {
    const support::ScratchFolder folder;
    fs::create_symlink("real", folder.path() / "link");
    fs::create_symlink("link", folder.path() / "second");
    data::write_file(folder.path() / "second", "one");
    CHECK(text_of(folder.path() / "real") == "one");
    data::write_file(folder.path() / "second", "two");
    CHECK(text_of(folder.path() / "real") == "two");
    CHECK(fs::is_symlink(folder.path() / "second"));
    CHECK(folder.files() == 3);
    fs::create_symlink("round", folder.path() / "round");
    CHECK_THAT(complaint([&] { data::write_file(folder.path() / "round", "x"); }),
               Contains("symbolic links"));
}

TEST_CASE("An older file keeps its mode, and one that is write-protected its content", "[data][fast]") {
    const support::ScratchFolder folder;
    const auto file = folder.file("a", "old");
    for (const auto mode : {0600U, 0664U}) {
        ::chmod(file.c_str(), mode);
        data::write_file(file, "new");
        struct stat about {};
        REQUIRE(::stat(file.c_str(), &about) == 0);
        CHECK((about.st_mode & 0777U) == mode);
    }
    ::chmod(file.c_str(), 0444);
    CHECK_THAT(complaint([&] { data::write_file(file, "x"); }), Contains("write-protected"));
    CHECK_THAT(complaint([&] { data::write_file(folder.path(), "x"); }), Contains("is a folder"));
    CHECK(text_of(file) == "new");
    CHECK(folder.files() == 1);
}

TEST_CASE("A pipe is written into and stays", "[data][fast]") {
    const support::ScratchFolder folder;
    const auto pipe = folder.path() / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    std::string got;
    std::thread reader([&] { got = text_of(pipe); });
    data::write_file(pipe, std::string(300'000, 'x'));
    reader.join();
    CHECK(got == std::string(300'000, 'x'));
    CHECK(fs::is_fifo(pipe));
    CHECK(folder.files() == 1);
}

TEST_CASE("What a dead process left goes, and what a living one makes stays", "[data][fast]") {
    const support::ScratchFolder folder;
    const pid_t child = ::fork();
    if (child == 0) {
        new data::OutputFile(folder.path() / "a");  // never kept, as when killed
        _exit(0);
    }
    ::waitpid(child, nullptr, 0);
    CHECK(folder.files() == 1);
    folder.file("a.tmp.another-host.1", "theirs");
    folder.file("b.tmp." + data::process_mark(), "ours");
    data::OutputFile first(folder.path() / "a"), second(folder.path() / "a");
    CHECK(folder.files() == 4);  // the dead one's is gone
    CHECK(first.temporary() != second.temporary());
    first.write("1");
    second.write("2");
    second.keep();
    first.keep();
    CHECK(text_of(folder.path() / "a") == "1");
    CHECK(data::remove_leftovers(folder.path()).empty());
    CHECK(folder.files() == 3);
}

TEST_CASE("A file that was read is not written over, under whatever name", "[data][fast]") {
    const support::ScratchFolder folder;
    const auto read = folder.file("read", "kept"), other = folder.file("other", "");
    fs::create_hard_link(read, folder.path() / "hard");
    fs::create_symlink("read", folder.path() / "soft");
    fs::create_directory(folder.path() / "in");
    fs::create_hard_link(read, folder.path() / "in" / "side");
    const auto told = [&](const fs::path& output, const fs::path& input) {
        return complaint([&] { data::must_keep_inputs({other, output}, {"", input}); });
    };
    for (const auto* name : {"read", "hard", "soft", "in/../read"})
        CHECK_THAT(told(folder.path() / name, read), Contains("is an input of this very command"));
    CHECK_THAT(told(read, folder.path() / "in"), Contains("is an input of this very command"));
    CHECK(told(folder.path() / "new", read) == "no complaint");
    CHECK(told("-", read) == "no complaint");
}
