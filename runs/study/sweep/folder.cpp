#include "runs/study/sweep/folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <nlohmann/json.hpp>

#include "data/cannot_make.hpp"
#include "data/new_folder.hpp"
#include "data/output_file.hpp"
#include "data/read_text_file.hpp"
#include "data/sha256.hpp"
#include "data/version.hpp"
#include "data/write_file.hpp"
#include "geo/base/error.hpp"

namespace study {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
namespace {

constexpr int folder_version = 2;

std::string text_of(const fs::path& file) {
    return data::read_text_file(file);
}

std::string sha256_of(std::string_view text) {
    return data::sha256({reinterpret_cast<const unsigned char*>(text.data()), text.size()});
}

std::string whole_name(const fs::path& file) {
    return fs::absolute(file).lexically_normal().string();
}

std::map<std::string, std::string> checksums(const std::vector<fs::path>& files) {
    std::map<std::string, std::string> result;
    for (const auto& file : files) result[whole_name(file)] = data::sha256_of_file(file);
    return result;
}

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) data::cannot_make(folder, "cannot make the folder", error.value());
}

}  // namespace

SweepFolder SweepFolder::make(const fs::path& plan_file, const fs::path& folder) {
    SweepFolder sweep;
    sweep.root = fs::absolute(folder).lexically_normal();
    sweep.plan = data::read_sweep_plan(plan_file);
    if (fs::exists(sweep.root / "sweep.json")) {
        if (text_of(sweep.root / "sweep.toml") != sweep.plan.text)
            throw geo::InputError(folder.string(),
                                  "holds the runs of another plan; choose another folder with -o");
        return SweepFolder(folder);
    }
    const auto files = data::try_factors(sweep.plan);
    sweep.design = data::expand(sweep.plan);
    const auto csv = data::design_csv(sweep.design);
    const auto scenario = data::read_scenario(sweep.plan.scenario, sweep.plan.settings);
    Json j;
    j["schema"] = "legekart sweep folder";
    j["schema_version"] = folder_version;
    j["name"] = sweep.plan.name;
    j["version"] = data::version;
    j["git_commit"] = data::git_commit;
    j["runs"] = sweep.design.rows.size();
    j["design_sha256"] = sha256_of(csv);
    j["plan_sha256"] = sha256_of(sweep.plan.text);
    j["relative_to"] = fs::absolute(plan_file).parent_path().string();
    j["scenario_sha256"] = sha256_of(scenario.text);  // with the measures it names
    j["inputs"] = whole_name(scenario.inputs);
    j["files_sha256"] = checksums(files);
    auto inputs = files;
    data::must_keep_inputs({sweep.root / "sweep.toml"}, inputs);
    inputs.insert(inputs.end(), {plan_file, scenario.inputs});
    data::must_keep_inputs({sweep.root / "design.csv", sweep.root / "sweep.json"}, inputs);
    make_folder(sweep.root.parent_path());
    data::NewFolder made(sweep.root);
    data::write_file(sweep.root / "design.csv", csv);
    data::write_file(sweep.root / "sweep.toml", sweep.plan.text);
    data::write_file(sweep.root / "sweep.json", j.dump(2) + "\n");
    made.keep();
    return SweepFolder(folder);
}

SweepFolder::SweepFolder(const fs::path& folder) : root(fs::absolute(folder).lexically_normal()) {
    if (!root.has_filename()) root = root.parent_path();
    const auto description = root / "sweep.json";
    if (!fs::exists(description))
        throw geo::InputError(folder.string(),
                              "is no sweep; make one with `legekart sweep design PLAN.toml -o FOLDER`");
    const auto refuse = [&](const fs::path& file, std::string_view what) {
        throw geo::InputError(file.string(),
                              fmt::format("{}; its finished runs are kept. Put the file back as it was, or "
                                          "design a new sweep in another folder",
                                          what));
    };
    Json j;
    try {
        j = Json::parse(text_of(description));
        if (j.at("schema") != "legekart sweep folder" || j.at("schema_version") != folder_version)
            refuse(description, "was made by another version of the program");
        version_ = j.at("version");
        git_commit_ = j.at("git_commit");
        design_sha256 = j.at("design_sha256");
        inputs_ = j.at("inputs").get<std::string>();
        file_sha256_ = j.at("files_sha256").get<std::map<std::string, std::string>>();
        if (sha256_of(text_of(root / "sweep.toml")) != j.at("plan_sha256"))
            refuse(root / "sweep.toml", "has changed since the sweep was designed");
        if (data::sha256_of_file(root / "design.csv") != design_sha256)
            refuse(root / "design.csv", "has changed since the sweep was designed");
        plan = data::read_sweep_plan(root / "sweep.toml", j.at("relative_to").get<std::string>());
        if (sha256_of(data::read_scenario(plan.scenario, plan.settings).text) != j.at("scenario_sha256"))
            refuse(plan.scenario, "it or a measure it names has changed since the sweep was designed");
    } catch (const Json::exception&) {
        refuse(description, "is damaged");
    }
    design = data::read_design_csv(root / "design.csv");
    for (const char* name : {"runs", "workers"}) make_folder(root / name);
}

fs::path SweepFolder::run_file(std::uint32_t run) const {
    return root / "runs" / fmt::format("{:04}", run / 1000) / fmt::format("{:06}.nc", run);
}

fs::path SweepFolder::failure_file(std::uint32_t run) const {
    return run_file(run).replace_extension(".failed");
}

fs::path SweepFolder::draw_file(std::uint32_t run) const {
    return run_file(run).replace_extension(".draw");
}

void SweepFolder::tidy() const {
    std::error_code ignored;
    data::remove_leftovers(root);
    data::remove_leftovers(root / "workers");
    for (fs::directory_iterator at(root / "runs", ignored), end; !ignored && at != end; at.increment(ignored))
        if (at->is_directory(ignored)) data::remove_leftovers(at->path());
    for (fs::directory_iterator at(root / "workers", ignored), end; !ignored && at != end;
         at.increment(ignored))
        if (at->path().extension() == ".json" && data::is_dead(at->path().stem().string()))
            fs::remove(at->path(), ignored);
}

void SweepFolder::require_same_model() const {
    if (version_ != data::version || git_commit_ != data::git_commit)
        throw geo::InputError(root.string(),
                              fmt::format("was designed with legekart {} ({}), this is {} ({}); use that "
                                          "program, or design a new sweep in another folder",
                                          version_, git_commit_, data::version, data::git_commit));
    if (!fs::is_directory(inputs_))
        throw geo::InputError(inputs_.string(), "the sweep's input set is not there");
    const auto refuse = [](const std::string& file, const char* what) {
        throw geo::InputError(file, fmt::format("{}, or design a new sweep in another folder", what));
    };
    for (const auto& [file, sha256] : file_sha256_)
        if (!fs::exists(file) || data::sha256_of_file(file) != sha256)
            refuse(file, "has changed since the sweep was designed; put it back");
    for (const auto& file : data::files_read(data::read_scenario(plan.scenario, plan.settings)))
        if (!file_sha256_.contains(whole_name(file)))
            refuse(file.string(), "was not there when the sweep was designed; take it away");
}

std::vector<fs::path> SweepFolder::files() const {
    std::vector<fs::path> all{inputs_};
    for (const char* name : {"sweep.json", "sweep.toml", "design.csv"}) all.push_back(root / name);
    for (const auto& [file, sha256] : file_sha256_) all.emplace_back(file);
    std::error_code none;
    for (std::uint32_t run = 0; run < runs(); ++run)
        if (fs::exists(run_file(run), none)) all.push_back(run_file(run));
    return all;
}

std::vector<data::RunStatus> SweepFolder::status() const {
    std::vector<data::RunStatus> result(runs(), data::RunStatus::missing);
    std::error_code ignored;
    for (std::uint32_t run = 0; run < runs(); ++run)
        if (fs::exists(run_file(run), ignored))
            result[run] = data::RunStatus::done;
        else if (fs::exists(failure_file(run), ignored))
            result[run] = data::RunStatus::failed;
    return result;
}

std::string SweepFolder::failure(std::uint32_t run) const {
    std::error_code ignored;
    return fs::exists(failure_file(run), ignored) ? text_of(failure_file(run)) : "";
}

PassingSweep::PassingFolder::PassingFolder() {
    auto pattern = (fs::temp_directory_path() / "legekart-dry-run-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        data::cannot_make(fs::temp_directory_path(), "cannot make a folder", errno);
    path = pattern;
}

PassingSweep::PassingFolder::~PassingFolder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
}

PassingSweep::PassingSweep(const fs::path& plan_file) : folder(SweepFolder::make(plan_file, root_.path)) {}

SweepLock::SweepLock(const SweepFolder& folder) {
    const auto file = folder.root / "collect.lock";
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0) data::cannot_make(file, "cannot be created", errno);
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    const int reason = errno;
    ::close(descriptor_);
    descriptor_ = -1;
    if (reason == EWOULDBLOCK)
        throw geo::TryAgain(
            fmt::format("{}: another `sweep collect` is at work here; it will leave the same files. "
                        "Wait for it, or try again",
                        folder.root.string()));
    // A file system without locks: both would write the same whole files, so going on does no harm.
}

SweepLock::~SweepLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace study
