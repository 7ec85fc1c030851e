#include "runs/sweep_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "data/sha256.hpp"
#include "geo/base/error.hpp"
#include "runs/sweep_slurm.hpp"
#include "runs/version.hpp"
#include "viz/write_file.hpp"

namespace runs {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
namespace {

constexpr int folder_version = 1;

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw geo::InputError(file.string(), fmt::format("cannot be read: {}", std::strerror(errno)));
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string sha256_of(std::string_view text) {
    return data::sha256({reinterpret_cast<const unsigned char*>(text.data()), text.size()});
}

std::map<std::string, std::string> checksums(const fs::path& inputs) {
    std::map<std::string, std::string> result;
    for (const auto& entry : fs::directory_iterator(inputs))
        if (entry.path().extension() == ".nc")
            result[entry.path().filename().string()] = data::sha256_of_file(entry.path());
    return result;
}

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw geo::InputError(
            folder.string(),
            fmt::format("cannot make the folder: {}; choose one you can write to", error.message()));
}

std::string host_name() {
    char name[256] = {};
    ::gethostname(name, sizeof(name) - 1);
    return name;
}

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
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
    data::try_factors(sweep.plan);
    sweep.design = data::expand(sweep.plan);
    const auto csv = data::design_csv(sweep.design);
    const auto scenario = data::read_scenario(sweep.plan.scenario, sweep.plan.settings);
    Json j;
    j["schema"] = "legekart sweep folder";
    j["schema_version"] = folder_version;
    j["name"] = sweep.plan.name;
    j["version"] = version;
    j["git_commit"] = git_commit;
    j["runs"] = sweep.design.rows.size();
    j["design_sha256"] = sha256_of(csv);
    j["plan_sha256"] = sha256_of(sweep.plan.text);
    j["relative_to"] = fs::absolute(plan_file).parent_path().string();
    j["scenario_sha256"] = sha256_of(scenario.text);  // with the measures it names
    j["inputs"] = fs::absolute(scenario.inputs).lexically_normal().string();
    j["inputs_sha256"] = checksums(scenario.inputs);
    make_folder(sweep.root);
    viz::write_file(sweep.root / "design.csv", csv);
    viz::write_file(sweep.root / "sweep.toml", sweep.plan.text);
    viz::write_file(sweep.root / "sweep.json", j.dump(2) + "\n");
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
        input_sha256_ = j.at("inputs_sha256").get<std::map<std::string, std::string>>();
        if (sha256_of(text_of(root / "sweep.toml")) != j.at("plan_sha256"))
            refuse(root / "sweep.toml", "has changed since the sweep was designed");
        if (data::sha256_of_file(root / "design.csv") != design_sha256)
            refuse(root / "design.csv", "has changed since the sweep was designed");
        plan = data::read_sweep_plan(root / "sweep.toml", j.at("relative_to").get<std::string>());
        if (sha256_of(data::read_scenario(plan.scenario, plan.settings).text) != j.at("scenario_sha256"))
            refuse(plan.scenario, "it or a measure it names has changed since the sweep was designed");
    } catch (const Json::exception& error) {
        refuse(description, fmt::format("is damaged ({})", error.what()));
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

void SweepFolder::require_same_model() const {
    if (version_ != version || git_commit_ != git_commit)
        throw geo::InputError(root.string(),
                              fmt::format("was designed with legekart {} ({}), this is {} ({}); use that "
                                          "program, or design a new sweep in another folder",
                                          version_, git_commit_, version, git_commit));
    if (!fs::is_directory(inputs_))
        throw geo::InputError(inputs_.string(), "the sweep's input set is not there");
    for (const auto& [file, sha256] : checksums(inputs_)) {
        const auto before = input_sha256_.find(file);
        if (before == input_sha256_.end() || before->second != sha256)
            throw geo::InputError(
                (inputs_ / file).string(),
                "the input set has changed since the sweep was designed; put it back, or design "
                "a new sweep in another folder");
    }
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

Worker Worker::of_this_process(std::uint32_t from, std::uint32_t to) {
    Worker worker;
    worker.host = host_name();
    worker.pid = ::getpid();
    worker.from = from;
    worker.to = to;
    worker.began = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    const auto array = variable("SLURM_ARRAY_JOB_ID");
    if (!array.empty()) worker.slurm_job = array + "_" + variable("SLURM_ARRAY_TASK_ID");
    return worker;
}

fs::path Worker::file(const SweepFolder& folder) const {
    return folder.root / "workers" / fmt::format("{}.{}.json", host, pid);
}

void Worker::write(const SweepFolder& folder) const {
    const Json j{{"host", host}, {"pid", pid},   {"slurm_job", slurm_job}, {"from", from},
                 {"to", to},     {"done", done}, {"running", running},     {"began", began}};
    viz::write_file(file(folder), j.dump() + "\n");
}

std::vector<Worker> workers(const SweepFolder& folder) {
    std::vector<Worker> result;
    const auto here = host_name();
    std::optional<std::set<std::string>> tasks;
    for (const auto& entry : fs::directory_iterator(folder.root / "workers")) {
        if (entry.path().extension() != ".json") continue;
        const auto j = Json::parse(text_of(entry.path()), nullptr, false);
        if (j.is_discarded()) continue;
        Worker worker;
        worker.host = j.value("host", "");
        worker.pid = j.value("pid", 0);
        worker.slurm_job = j.value("slurm_job", "");
        worker.from = j.value("from", 0U);
        worker.to = j.value("to", 0U);
        worker.done = j.value("done", 0U);
        worker.running = j.value("running", std::set<std::uint32_t>{});
        worker.began = j.value("began", 0.0);
        bool alive = worker.host == here && worker.pid > 0 && (::kill(worker.pid, 0) == 0 || errno == EPERM);
        if (!alive && worker.host != here && !worker.slurm_job.empty()) {
            if (!tasks) tasks = running_slurm_tasks(folder);
            alive = tasks->contains(worker.slurm_job);
        }
        if (alive) result.push_back(std::move(worker));
    }
    std::sort(result.begin(), result.end(), [](const Worker& a, const Worker& b) {
        return std::tie(a.from, a.host, a.pid) < std::tie(b.from, b.host, b.pid);
    });
    return result;
}

SweepLock::SweepLock(const SweepFolder& folder) {
    const auto file = folder.root / "collect.lock";
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0)
        throw geo::InputError(file.string(), fmt::format("cannot be created: {}", std::strerror(errno)));
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    const int reason = errno;
    ::close(descriptor_);
    descriptor_ = -1;
    if (reason == EWOULDBLOCK)
        throw TryAgain(
            fmt::format("{}: another `sweep collect` is at work here; it will leave the same files. "
                        "Wait for it, or try again",
                        folder.root.string()));
    // A file system without locks: both would write the same whole files, so going on does no harm.
}

SweepLock::~SweepLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace runs
