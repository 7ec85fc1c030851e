#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "geo/base/error.hpp"
#include "model/inputs.hpp"

/// A folder of its own for one test, removed at the end, and files written into it.
class WrittenFiles {
public:
    explicit WrittenFiles(const std::string& name)
        : folder_(std::filesystem::temp_directory_path() /
                  ("legekart_" + name + "_" + std::to_string(getpid()))) {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    ~WrittenFiles() { std::filesystem::remove_all(folder_); }
    WrittenFiles(const WrittenFiles&) = delete;
    WrittenFiles& operator=(const WrittenFiles&) = delete;

    std::filesystem::path operator()(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
        return folder_ / name;
    }
    const std::filesystem::path& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
};

/// What the user is told, without the folder of the test; "nothing was refused" if nothing was.
inline std::string refusal(const WrittenFiles& files, const std::function<void()>& action) {
    try {
        action();
    } catch (const geo::InputError& e) {
        std::string text = e.what();
        const auto folder = files.folder().string() + "/";
        for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder))
            text.erase(at, folder.size());
        return text;
    }
    return "nothing was refused";
}

/// Two municipalities: 0301 Oslo and 1811 Bindal.
inline model::Municipalities oslo_and_bindal() {
    model::Municipalities m;
    m.number = std::vector<std::string>{"0301", "1811"};
    m.name = std::vector<std::string>{"Oslo", "Bindal"};
    m.centre = std::vector<geo::Point>{{500, 7'000'500}, {1500, 7'000'500}};
    return m;
}
