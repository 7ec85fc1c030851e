#include "runs/commands/arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "data/version.hpp"
#include "viz/export/formats.hpp"

namespace runs {
namespace {

constexpr const char* exit_codes =
    "Exit codes: 0 done, 1 failed, 2 wrong input, 74 disk or file trouble, 75 try again.";

void add_common(CLI::App& command, Common& common) {
    command
        .add_option("--threads", common.threads,
                    "how many threads; results do not depend on it (0: all cores)")
        ->capture_default_str();
    command.add_flag("--json", common.json, "print the result as one JSON object");
    command.add_flag("--dry-run", common.dry_run, "say what would be done and stop");
    command.add_option("--progress", common.progress, "progress bar on stderr")
        ->check(CLI::IsMember({"auto", "always", "never", "json"}))
        ->capture_default_str();
}

void split_settings(const std::vector<std::string>& texts,
                    std::vector<std::pair<std::string, std::string>>& set) {
    for (const auto& text : texts) {
        const auto equals = text.find('=');
        if (equals == std::string::npos)
            throw CLI::ValidationError("--set",
                                       fmt::format("'{}', expected key=value such as run.months=24", text));
        set.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
}

void add_export(CLI::App& command, ExportArguments& a) {
    command.add_option("snapshot", a.snapshots, "snapshot files (.nc), one per scenario")->required();
    command.add_option("-o,--output", a.output, "file to write: " + viz::format_names(".", " or "));
    command.add_option("--simwrapper", a.simwrapper, "folder to write for the web site SimWrapper");
    command.add_option("--format", a.format, viz::format_names("", " or ") + ", whatever the file's name");
    command
        .add_option("--indicator", a.indicators,
                    "which, such as percent_without_gp,patients; `legekart info FILE.nc` lists them "
                    "(default: all)")
        ->delimiter(',');
    const auto with_all_months =
        viz::format_names(".", " and ", [](const viz::ExportFormat& f) { return f.months == "all"; });
    command.add_option("--months,--month", a.months,
                       "final, all, or months such as 2026-01,2030-01 (default: all for " + with_all_months +
                           ", else final)");
    command.add_option("--flavour", a.flavour,
                       "CSV: no (semicolon, decimal comma, for Excel in Norway) or int (default)");
    auto* tall = command.add_flag("--long", a.tall, "CSV: a row per value");
    command
        .add_flag("--wide", a.wide, "CSV: a row per municipality and month, a column per indicator (default)")
        ->excludes(tall);
    command.add_option("--language", a.language,
                       "no or en: long column heads with units, legends and notes in this language (default: "
                       "short heads, English)");
    add_common(command, a);
    std::string formats = "Formats:\n";
    for (const auto* format : viz::export_formats())
        formats += fmt::format("  {:<9}{}\n", format->name, format->about);
    command.footer(formats +
                   std::string("Examples:\n  legekart export baseline.nc grant.nc -o scenarios.gpkg\n"
                               "  legekart export baseline.nc --language no --flavour no -o tall.csv\n"
                               "  legekart export baseline.nc --language no -o fastleger.xlsx\n") +
                   exit_codes);
}

/// An option that may be given several times or with commas, and leaves the next word alone.
template <class T>
CLI::Option* several(CLI::App& command, const char* name, std::vector<T>& values, const char* what) {
    return command.add_option(name, values, what)->delimiter(',')->allow_extra_args(false);
}

void add_map(CLI::App& command, MapArguments& a) {
    command.add_option("snapshot", a.snapshots, "snapshot files (.nc); several are shown side by side")
        ->required();
    command
        .add_option("-o,--output", a.outputs,
                    "picture to write, .png, .pdf or .svg; may be given several times (default: the file's "
                    "name, .png)")
        ->allow_extra_args(false);
    several(command, "--indicator", a.indicators,
            "what to show; `legekart info FILE.nc` lists them (default: percent_without_gp); several of one "
            "unit with commas are shown side by side");
    auto* month =
        command.add_option("--month", a.month, "such as 2030-01, start or end (default: the last one)");
    several(command, "--multiples", a.multiples, "months to show side by side, such as start,2030-01,end")
        ->excludes(month);
    command
        .add_option("--animate", a.animate,
                    "film to write, .mp4 or .gif: every month, or those of --multiples (needs ffmpeg)")
        ->allow_extra_args(false);
    several(command, "--region", a.region,
            "zoom to counties and municipalities, by number or name, several with commas");
    command.add_option("--minus", a.minus,
                       "another snapshot file: show the difference, this one minus that one");
    several(command, "--breaks", a.breaks,
            "classes: quantiles over all months (default), round (of one width), or breaks such as 1,2,5,10");
    command.add_option("--classes", a.classes, "how many, where the breaks are not given")
        ->check(CLI::Range(2, 9))
        ->capture_default_str();
    command.add_option("--palette", a.palette, "colours, such as viridis");
    command.add_option("--size", a.size,
                       "portrait (default), slide (1920x1080, default of --animate) or WIDTHxHEIGHT pixels");
    command.add_option("--language", a.language, "no or en (default: no)");
    command.add_option("--title", a.title, "instead of the indicator's name");
    command.add_option("--cells", a.cells,
                       "a field of the inhabited squares, such as minutes_nearest_open, instead of an "
                       "indicator of municipalities");
    add_common(command, a);
    command.footer(
        std::string("Examples:\n  legekart map baseline.nc --month 2026-01 -o start.png -o start.svg\n"
                    "  legekart map baseline.nc --region Nordland --size slide --language en\n"
                    "  legekart map grant.nc --minus baseline.nc -o difference.pdf\n"
                    "  legekart map baseline.nc --multiples start,2030-01,end -o decade.png\n"
                    "  legekart map baseline.nc --animate decade.mp4\n") +
        exit_codes);
}

void add_sweep(CLI::App& command, SweepArguments& a) {
    command.require_subcommand(1);
    const auto add = [&](const char* name, const char* what, SweepAction action) -> CLI::App& {
        auto* part = command.add_subcommand(name, what);
        part->callback([&a, action] { a.action = action; });
        add_common(*part, a);
        part->footer(exit_codes);
        return *part;
    };
    const auto add_folder = [&](CLI::App& part) {
        part.add_option("sweep", a.sweep, "the folder of a sweep")->required();
    };
    const auto add_engine = [&](CLI::App& part, const char* otherwise) {
        part.add_option("--engine", a.engine,
                        std::string("local: this machine's cores; slurm: a job array ") + otherwise)
            ->check(CLI::IsMember({"local", "slurm"}));
        part.add_option("--rows-per-task", a.rows_per_task,
                        "Slurm: runs of a task (default: about an hour's)");
        part.add_option("--cpus-per-task", a.cpus_per_task,
                        "Slurm: cores of a task, a run each (default: 4)");
        part.add_option("--time-limit", a.minutes,
                        "Slurm: minutes of a task (default: twice what a sample took)");
        part.add_option("--memory", a.memory_mb, "Slurm: MB of a task (default: from the sample)");
        part.add_option("--sbatch", a.sbatch,
                        "Slurm: one more option of sbatch, such as --sbatch=--partition=long")
            ->take_all();
        part.add_option("--setup", a.setup,
                        "Slurm: a shell line before the work, such as \"module load legekart\"")
            ->take_all();
    };
    const auto add_again = [&](CLI::App& part) {
        part.add_flag("--failed", a.again, "try failed runs again too");
    };

    auto& design = add("design", "make the table of runs from a plan", SweepAction::design);
    design.add_option("plan", a.sweep, "a plan (.toml), such as runs/sweeps/baseline-lhs.toml")->required();
    design.add_option("-o,--output", a.output, "folder to make (default: the plan's name, here)");
    auto& run = add("run", "do all runs: here, or as a Slurm job array", SweepAction::run);
    run.add_option("sweep", a.sweep, "a plan (.toml) or the folder of a sweep")->required();
    run.add_option("-o,--output", a.output, "folder to make of a plan (default: the plan's name, here)");
    add_engine(run, "(default: local)");
    auto& work = add("work", "do some rows of the design; what every engine calls", SweepAction::work);
    add_folder(work);
    work.add_option("--from", a.from, "first row (default: 0)");
    work.add_option("--to", a.to, "last row (default: the last)");
    add_again(work);
    add_folder(add("status", "what is done, failed, missing, under way", SweepAction::status));
    auto& resume = add("resume", "do what is missing", SweepAction::resume);
    add_folder(resume);
    add_engine(resume, "(default: as before)");
    add_again(resume);
    add_folder(add("collect", "merge the runs into sweep.nc and results.csv", SweepAction::collect));
    command.footer(std::string("Examples:\n  legekart sweep run runs/sweeps/baseline-lhs.toml --dry-run\n"
                               "  legekart sweep design runs/sweeps/baseline-lhs.toml -o lhs\n"
                               "  legekart sweep run lhs --engine slurm --setup \"module load legekart\"\n"
                               "  legekart sweep status lhs\n  legekart sensitivity lhs\n") +
                   exit_codes);
}

void add_sensitivity(CLI::App& command, SensitivityArguments& a) {
    command.add_option("sweep", a.sweep, "the folder of a collected sweep")->required();
    command
        .add_option("--result", a.results,
                    "columns of results.csv, such as percent_without_gp_final (default: the headline ones)")
        ->delimiter(',');
    command.add_option("-o,--output", a.charts, "chart to write, .svg, .png or .pdf; several times");
    command.add_option("--csv", a.csv, "table of every measure to write");
    command.add_option("--resamples", a.resamples, "resamples behind the intervals")
        ->capture_default_str()
        ->check(CLI::Range(10, 100'000));
    command.add_option("--language", a.language, "of the chart, no or en (default: no)");
    add_common(command, a);
    command.footer(
        std::string("Sobol designs give first-order and total indices, Morris designs elementary effects, "
                    "all others partial rank correlations.\nExample:\n"
                    "  legekart sensitivity lhs --result percent_without_gp_final -o chart.svg\n") +
        exit_codes);
}

void add_init(CLI::App& command, InitArguments& a) {
    command.add_option("file", a.file, "scenario file to write")->capture_default_str();
    command.add_flag("--force", a.force, "write over an existing file");
    command.add_flag("--schema", a.schema, "print a JSON Schema of scenario files, for editors");
    add_common(command, a);
    command.footer(std::string("Examples:\n  legekart init nordland.toml\n"
                               "  legekart init --schema > scenario.schema.json\n") +
                   exit_codes);
}

void add_compare(CLI::App& command, CompareArguments& a) {
    command
        .add_option("snapshots", a.snapshots,
                    "snapshot files (.nc), one per scenario; the first is what the others are compared with")
        ->required();
    command.add_option(
        "-o,--output", a.outputs,
        "table to write, .csv, .xlsx, .json or .md, or a picture of costs and effects, .png, .svg or "
        ".pdf; may be given several times");
    command.add_option("--month", a.month, "such as 2030-01 (default: the last one all files keep)");
    command.add_option("--indicator", a.indicator,
                       "what municipalities are ranked by (default: percent_without_gp)");
    command.add_flag(
        "--unpaired", a.unpaired,
        "compare as if replicates with the same seed shared no luck; for files without common seeds");
    command.add_option("--language", a.language, "no or en (default: no)")
        ->check(CLI::IsMember({"no", "en"}));
    add_common(command, a);
    command.footer(
        std::string("Examples:\n  legekart compare baseline.nc grant.nc\n"
                    "  legekart compare baseline.nc grant.nc team.nc --language en -o tables.xlsx\n"
                    "  legekart compare baseline.nc grant.nc -o plane.png --json\n") +
        exit_codes);
}

}  // namespace

std::optional<Arguments> read_arguments(int argc, char** argv, int& exit_code) {
    CLI::App app{"Legekart: who has a GP where in Norway, and what changes it."};
    app.set_version_flag("--version", fmt::format("legekart {} ({})", data::version, data::git_commit));
    app.require_subcommand(1);
    app.footer(std::string("Start here: legekart run runs/scenarios/baseline-2026.toml\n") + exit_codes);

    RunArguments run;
    std::vector<std::string> settings;
    auto* run_command = app.add_subcommand("run", "simulate a scenario and write a snapshot file");
    run_command->add_option("scenario", run.scenario, "a scenario file (.toml)")->required();
    run_command->add_option("-o,--output", run.output,
                            "snapshot file to write (default: NAME.nc of the scenario, here)");
    run_command->add_option("--seed", run.seed, "another draw of the same scenario");
    run_command->add_option("--months", run.months, "how many months to simulate");
    run_command->add_option("--replicates", run.replicates,
                            "how many draws, with seeds from --seed on; the file holds means and quantiles");
    run_command
        ->add_option("--set", settings,
                     "key=value instead of the file's, such as parameters.vacancy.locum_cover=0.9")
        ->take_all();
    run_command
        ->add_option(
            "--cells", run.cells,
            "write the inhabited squares at these months: 2026-01, start or end, several with commas")
        ->delimiter(',');
    run_command->add_flag("--no-cache", run.no_cache, "do not keep the order of large road files");
    add_common(*run_command, run);
    run_command->footer(
        std::string("Examples:\n  legekart run runs/scenarios/baseline-2026.toml -o baseline.nc\n"
                    "  legekart run runs/scenarios/baseline-2026.toml --months 24 --seed 2 --json\n"
                    "  legekart run runs/scenarios/baseline-2026.toml --cells start,end -o baseline.nc\n"
                    "  legekart run runs/scenarios/baseline-2026.toml --replicates 30 -o baseline.nc\n") +
        exit_codes);

    InitArguments init;
    auto* init_command = app.add_subcommand("init", "write a commented scenario to begin with");
    add_init(*init_command, init);

    ValidateArguments validate;
    auto* validate_command =
        app.add_subcommand("validate", "simulate a scenario and compare it with published figures");
    validate_command->add_option("scenario", validate.scenario, "a scenario file (.toml)")->required();
    validate_command->add_option("--seed", validate.seed, "another draw of the same scenario");
    validate_command->add_option("--replicates", validate.replicates,
                                 "how many draws to take the mean of, with seeds from --seed on");
    validate_command->add_option("--months", validate.months,
                                 "how many months to simulate; contract figures need 120 or more");
    validate_command->add_option("--set", settings, "key=value instead of the file's")->take_all();
    add_common(*validate_command, validate);
    validate_command->footer(std::string("Exits 1 if a figure is outside its tolerance.\n") + exit_codes);

    MapArguments map;
    auto* map_command = app.add_subcommand("map", "draw maps from snapshot files");
    add_map(*map_command, map);

    AccessArguments access;
    std::vector<std::string> access_settings;
    auto* access_command =
        app.add_subcommand("access", "travel times and catchment indices, without simulating");
    access_command->add_option("--inputs", access.inputs, "an input set (default: the embedded Norway)");
    access_command->add_option("--roads", access.roads,
                               "other roads: OpenStreetMap (.pbf), NVDB route network (.gpkg, .gdb), or a "
                               "mapping of columns (.toml)");
    access_command->add_option("-o,--output", access.outputs,
                               "snapshot file (.nc), and maps of squares (.png, .pdf, .svg); several times");
    access_command->add_option("--csv", access.csv,
                               "table of every index by municipality, county, centrality and nation; the "
                               "practices with their numbers go beside it");
    access_command->add_option("--cut-off", access.cut_off, "longest travel time of the indices, minutes")
        ->capture_default_str()
        ->check(CLI::Range(1.0, 6'000.0));
    access_command->add_option("--cell", access.cell_m, "side of the squares, 250 or 1000 metres")
        ->capture_default_str()
        ->check(CLI::IsMember({250, 500, 1000}));
    access_command->add_option("--seed", access.seed, "spread of open lists over practices, as in `run`")
        ->capture_default_str();
    access_command->add_option("--close-ferry", access.change.close_ferries,
                               "show what changes without this crossing, such as \"Horten-Moss rv. 19\"; "
                               "several times");
    access_command->add_option("--close-road", access.change.close_roads,
                               "the same for a whole road, such as E69, rv. 13 or fv. 17");
    access_command->add_option("--add-practice", access.change.add_practices,
                               "x,y or x,y,lists in EPSG:25833 metres: a new practice with open lists");
    access_command->add_option("--remove-practice", access.change.remove_practices,
                               "a practice by its number in the --csv table of practices");
    access_command
        ->add_option("--set", access_settings,
                     "key=value, such as roads.european_km_h=65 or access.near_minutes=20")
        ->take_all();
    access_command->add_option("--indicator", access.indicator,
                               "what maps show (default: minutes_nearest_open)");
    access_command->add_option("--language", access.language, "of maps, no or en (default: no)");
    access_command->add_flag("--no-cache", access.no_cache, "do not keep the order of large road files");
    add_common(*access_command, access);
    access_command->footer(
        std::string("By car. Rail, bus, cycling and walking are out of scope.\n\nExamples:\n"
                    "  legekart access -o access.nc -o open.png\n"
                    "  legekart access --close-ferry \"Horten-Moss rv. 19\" --json\n") +
        exit_codes);

    ExportArguments exported;
    auto* export_command =
        app.add_subcommand("export", "write files for GIS, spreadsheets and other programs");
    add_export(*export_command, exported);

    CompareArguments compared;
    auto* compare_command =
        app.add_subcommand("compare", "what a scenario changes, where, what it costs, and how sure that is");
    add_compare(*compare_command, compared);

    InfoArguments info;
    auto* info_command =
        app.add_subcommand("info", "versions and parameters of the program, or what a file holds");
    info_command->add_option("file", info.file, "a snapshot file (.nc)");
    info_command->add_flag("--parameters", info.parameters,
                           "list every parameter with unit, range and source");
    info_command->add_flag("--measures", info.measures, "list the measures a scenario can name");
    info_command->add_flag("--markdown", info.markdown, "the parameters or measures as a Markdown table");
    add_common(*info_command, info);
    info_command->footer(exit_codes);

    ReportArguments report;
    auto* report_command =
        app.add_subcommand("report", "make an interactive page, one file that opens without network");
    report_command->add_option("snapshots", report.snapshots,
                               "snapshot files (.nc); the first is what the others are compared with");
    report_command->add_option("-o,--output", report.output,
                               "page to write (default: report.html, or viewer.html with --viewer)");
    report_command->add_option("--title", report.title, "heading of the page (default: from the scenarios)");
    report_command->add_option(
        "--indicator", report.indicators,
        "indicators to show month by month too (others: each January), such as births");
    report_command->add_flag("--viewer", report.viewer,
                             "write the empty page that shows any snapshot file dropped on it");
    add_common(*report_command, report);
    report_command->footer(std::string("Examples:\n  legekart report baseline.nc -o report.html\n"
                                       "  legekart report baseline.nc measure.nc --title \"Rekruttering\"\n"
                                       "  legekart report baseline.nc --indicator free_places births\n"
                                       "  legekart report --viewer -o viewer.html\n") +
                           exit_codes);

    PrepareArguments prepare;
    auto* prepare_command = app.add_subcommand("prepare", "make an input set from official files");
    prepare_command
        ->add_option("manifest", prepare.manifest,
                     "which file holds what (.toml), such as data/norway/sources.toml")
        ->required();
    prepare_command->add_option("source", prepare.sources,
                                "folders of the official files; each file is taken from the first that has "
                                "it (default: the manifest's folder)");
    prepare_command->add_option("-o,--output", prepare.output, "folder to write the input set to")
        ->required();
    add_common(*prepare_command, prepare);
    prepare_command->footer(exit_codes);

    SweepArguments sweep;
    auto* sweep_command =
        app.add_subcommand("sweep", "run a scenario many times with other assumptions, here or on a cluster");
    add_sweep(*sweep_command, sweep);

    SensitivityArguments sensitivity;
    auto* sensitivity_command =
        app.add_subcommand("sensitivity", "which assumption matters most, from a sweep");
    add_sensitivity(*sensitivity_command, sensitivity);

    try {
        app.parse(argc, argv);
        split_settings(settings, run.set);
        split_settings(access_settings, access.set);
        validate.set = run.set;
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            exit_code = app.exit(error);
            return std::nullopt;
        }
        fmt::print(stderr, "legekart: {}\nsee: legekart --help\n", error.what());
        exit_code = 2;
        return std::nullopt;
    }
    if (*init_command) return init;
    if (*run_command) return run;
    if (*validate_command) return validate;
    if (*map_command) return map;
    if (*access_command) return access;
    if (*export_command) return exported;
    if (*report_command) return report;
    if (*compare_command) return compared;
    if (*info_command) return info;
    if (*sweep_command) return sweep;
    if (*sensitivity_command) return sensitivity;
    return prepare;
}

}  // namespace runs
