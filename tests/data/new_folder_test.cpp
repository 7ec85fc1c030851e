#include "data/new_folder.hpp"

#include <catch2/catch.hpp>

#include "data/write_file.hpp"
#include "support/program.hpp"

TEST_CASE("A new folder stays when it is whole, an old one always", "[data][fast]") {
    namespace fs = std::filesystem;
    const support::ScratchFolder scratch;
    const auto folder = scratch.path() / "a";
    {
        const data::NewFolder left(folder);
        data::write_file(folder / "half", "text");
    }
    CHECK_FALSE(fs::exists(folder));
    {
        data::NewFolder made(folder);
        data::write_file(folder / "whole", "text");
        made.keep();
    }
    CHECK(fs::exists(folder / "whole"));
    { const data::NewFolder again(folder); }
    CHECK(fs::exists(folder / "whole"));
}
