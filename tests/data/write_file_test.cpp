#include "data/write_file.hpp"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <system_error>

#include "geo/base/error.hpp"
#include "support/program.hpp"

namespace {

/// No file can be opened while one of these lives.
class NoDescriptors {
public:
    NoDescriptors() {
        REQUIRE(getrlimit(RLIMIT_NOFILE, &before_) == 0);
        const rlimit none{0, before_.rlim_max};
        REQUIRE(setrlimit(RLIMIT_NOFILE, &none) == 0);
    }
    ~NoDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }
    NoDescriptors(const NoDescriptors&) = delete;
    NoDescriptors& operator=(const NoDescriptors&) = delete;

private:
    rlimit before_{};
};

}  // namespace

TEST_CASE("A file that cannot be made is the machine's fault or the place's", "[data][fast]") {
    CHECK_THROWS_AS(data::cannot_make("a", "cannot create the file", ENOSPC), std::system_error);
    CHECK_THROWS_WITH(data::cannot_make("a", "cannot create the file", ENOSPC),
                      "a: cannot create the file: No space left on device");
    const support::ScratchFolder folder;
    CHECK_THROWS_AS(data::write_file(folder.path() / "missing" / "a", "text"), geo::InputError);
    // No descriptor is left: the file cannot even be created.
    int reason = 0;
    try {
        const NoDescriptors none;
        data::write_file(folder.path() / "a", "text");
    } catch (const std::system_error& error) {
        reason = error.code().value();
    }
    CHECK(reason == EMFILE);
    CHECK(folder.files() == 0);
}
