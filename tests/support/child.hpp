#pragma once
#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "support/program.hpp"

namespace support {

/// The real program as a child process: what it says on stderr can be followed while it works.
class Child {
public:
    /// Starts `legekart` with these arguments. `held`: a signal that is sent to it before its first
    /// instruction and waits until the program listens.
    explicit Child(std::vector<std::string> arguments, int held = 0);
    /// Ends it if it still runs.
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Reads stderr up to the first line that holds `text`; false if the program ends without it.
    bool says(const std::string& text);
    void signal(int number) const;
    /// Waits for its end. The exit code is 128 and more if a signal ended it.
    Outcome end();

private:
    std::optional<std::string> line();

    ScratchFolder scratch_;
    pid_t pid_ = -1;
    int errors_ = -1;          ///< the pipe from its stderr
    std::string said_;         ///< on stderr so far
    std::size_t read_to_ = 0;  ///< of said_, by line()
};

}  // namespace support
