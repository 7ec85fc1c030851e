#include "data/write_file.hpp"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <system_error>

#include "geo/base/error.hpp"
#include "support/program.hpp"

TEST_CASE("A file that cannot be made is the machine's fault or the place's", "[data][fast]") {
    CHECK_THROWS_AS(data::cannot_make("a", "cannot create the file", ENOSPC), std::system_error);
    CHECK_THROWS_WITH(data::cannot_make("a", "cannot create the file", ENOSPC),
                      "a: cannot create the file: No space left on device");
    const support::ScratchFolder folder;
    CHECK_THROWS_AS(data::write_file(folder.path() / "missing" / "a", "text"), geo::InputError);
    // No descriptor is left: the file cannot even be created.
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
    const rlimit none{0, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_NOFILE, &none) == 0);
    int reason = 0;
    try {
        data::write_file(folder.path() / "a", "text");
    } catch (const std::system_error& error) {
        reason = error.code().value();
    }
    setrlimit(RLIMIT_NOFILE, &before);
    CHECK(reason == EMFILE);
    CHECK(folder.files() == 0);
}
