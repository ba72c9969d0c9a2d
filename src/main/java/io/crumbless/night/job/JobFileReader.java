package io.crumbless.night.job;

import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.HadoopKeys;
import io.crumbless.columnar.storage.Location;
import io.crumbless.night.delivery.ActivationSource;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.delivery.IdSettings;
import io.crumbless.night.delivery.RequestSource;
import io.crumbless.night.legacy.LegacySettings;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.YamlFile;
import io.crumbless.settings.yaml.YamlList;
import io.crumbless.settings.yaml.YamlMapping;
import io.crumbless.warehouse.evidence.AnchorSettings;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads one job file, and collects all problems before it is refused. */
final class JobFileReader {
    private static final Map<String, PageLayout> PAGE_LAYOUTS =
            Map.of("one-frame", PageLayout.ONE_FRAME, "split", PageLayout.SPLIT);

    private final Path file;
    private final Path folder;
    private final Problems problems = new Problems();
    private final Set<String> names = new HashSet<>();
    private final YamlMapping job;
    private final JobFolders folders;

    JobFileReader(Path file) {
        this.file = file.toAbsolutePath().normalize();
        this.folder = this.file.resolveSibling("").normalize();
        this.job = new Presets(folder, problems).applyTo(YamlFile.read(this.file, problems));
        this.folders = new JobFolders(job, folder);
    }

    JobFile read() {
        // Before any path is resolved, because the keys may be needed for its file system.
        job.optionalMapping("hadoop").ifPresent(HadoopBlock::use);
        String name = name();
        Optional<Schedule> schedule = job.optionalMapping("schedule").map(Schedule::read);
        WaitSettings waitFor =
                block("wait-for", mapping -> WaitSettings.read(mapping, folders::resolved), WaitSettings.NONE);
        ZoneId zone = job.optionalParsed("zone", Schedule::zone)
                .or(() -> schedule.map(Schedule::zone))
                .orElse(ZoneOffset.UTC);
        Location policy = folders.required("policy");
        SignOffSetting signOff = job.optionalWord(
                        "policy-sign-off", Names.words(List.of(SignOffSetting.values()), SignOffSetting::word))
                .orElse(SignOffSetting.REPORTED);
        Location warehouse = folders.required("warehouse");
        int keepSnapshots = keepSnapshots();
        Guards guards = block("guards", Guards::read, Guards.DEFAULTS);
        Limits limits = block("limits", Limits::read, Limits.DEFAULTS);
        AccessSettings access = block("access", AccessSettings::read, AccessSettings.DEFAULTS);
        ReportSettings report = block("report", ReportSettings::read, ReportSettings.DEFAULTS);
        FileModes permissions = block("permissions", PermissionSettings::read, FileModes.PUBLISHED);
        PageLayout pages = job.optionalWord("pages", PAGE_LAYOUTS).orElse(PageLayout.ONE_FRAME);
        ControlSettings control = folders.control(warehouse);
        AnchorSettings anchor =
                block("anchor", mapping -> AnchorSettings.read(mapping, folders::resolved), AnchorSettings.NONE);
        Monitoring monitoring = new Monitoring(
                block("metrics", mapping -> MetricsSettings.read(mapping, folders::resolved), MetricsSettings.NONE),
                block("notify", mapping -> NotifySettings.read(mapping, folders::resolved), NotifySettings.NONE),
                block("lineage", mapping -> LineageSettings.read(mapping, folders::resolved), LineageSettings.NONE));
        EngineSettings engine = EngineSettings.read(job, folders::resolved);
        if (!policy.isLocal()) {
            job.problem("policy", "Unsupported policy: it must be a local folder");
        }
        Path spill = folders.spill(name, warehouse);
        HadoopKeys.uploadsBelow(spill);
        ReuseSettings reuse = block("reuse", ReuseSettings::read, ReuseSettings.NONE);
        if (reuse.isOn()) {
            requireOutside(warehouse, spill);
        }
        IdSettings ids = IdSettings.read(job, IdSettings.EXACT);
        LegacySettings legacy = block(
                "legacy", mapping -> LegacySettings.read(mapping, folders::resolved, ids, folder), LegacySettings.NONE);
        legacy.files().forEach(files -> names.add(files.name()));
        List<DeclarationSource> declarations = sources(
                "declarations",
                mapping -> DeclarationSource.read(mapping, folder, ids.subjects()),
                DeclarationSource::name);
        List<ErasureSource> erasures =
                sources("erasures", mapping -> ErasureSource.read(mapping, folder), ErasureSource::name);
        List<RequestSource> requests =
                sources("requests", mapping -> RequestSource.read(mapping, folder), RequestSource::name);
        List<ActivationSource> activations =
                sources("activations", mapping -> ActivationSource.read(mapping, folder), ActivationSource::name);
        requireKnown(guards.valuesLost(), legacy);
        DeliveryPaths paths = new DeliveryPaths(job);
        paths.requireServed("warehouse", warehouse);
        legacy.onFiles().forEach(files -> paths.requireGlob("legacy", Location.of(files.path())));
        declarations.forEach(source -> paths.requireGlob("declarations", source.place()));
        erasures.forEach(source -> paths.requireGlob("erasures", source.place()));
        requests.forEach(paths::requireGlob);
        activations.forEach(source -> paths.requireGlob("activations", source.path()));
        Optional<Controller> controller = job.optionalMapping("controller").map(Controller::read);
        ConsoleSettings console = block("console", ConsoleSettings::read, ConsoleSettings.DEFAULTS);
        String settingsVersion = SettingsVersion.of(job, zone, pages);
        job.finish();
        problems.throwIfAny("Cannot use job file " + file);
        return new JobFile(
                file,
                name,
                schedule,
                waitFor,
                zone,
                policy.localPath().orElse(folder),
                signOff,
                warehouse,
                keepSnapshots,
                guards,
                limits,
                access,
                report,
                permissions,
                pages,
                control,
                anchor,
                monitoring,
                engine,
                spill,
                reuse,
                legacy,
                declarations,
                erasures,
                requests,
                activations,
                controller,
                console,
                ids,
                settingsVersion);
    }

    private <B> B block(String key, Function<YamlMapping, B> reader, B otherwise) {
        return job.optionalMapping(key).map(reader).orElse(otherwise);
    }

    private void requireKnown(LossLimits lost, LegacySettings legacy) {
        Set<String> sources = legacy.memberships().stream()
                .map(source -> source.files().name())
                .collect(Collectors.toSet());
        for (String source : lost.bySource().keySet()) {
            if (!sources.contains(source)) {
                job.problem(
                        "guards",
                        "Unknown source '" + source + "' in guards.values-lost-may-reach.by-source: name one of"
                                + " legacy.memberships");
            }
        }
    }

    /** The entries of a list, with unique names. */
    private <S> List<S> sources(String key, Function<YamlMapping, S> reader, Function<S, String> nameOf) {
        List<S> sources = new ArrayList<>();
        for (YamlMapping mapping : job.optionalList(key).map(YamlList::mappings).orElse(List.of())) {
            S source = reader.apply(mapping);
            String name = nameOf.apply(source);
            if (!name.isEmpty() && !names.add(name)) {
                mapping.problem("name", "Invalid name '" + name + "' in " + key + ": another source has it");
            }
            sources.add(source);
        }
        return sources;
    }

    /** The name is used in database tables and in output, so it must be plain. */
    private String name() {
        String name = job.string("job");
        if (!name.isEmpty() && !name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            job.problem("job", "Invalid job '" + name + "': use lower-case letters, digits and dashes, 63 at most");
        }
        return name;
    }

    private int keepSnapshots() {
        OptionalInt keep = job.optionalWhole("keep-snapshots");
        if (keep.isPresent() && keep.getAsInt() < 1) {
            job.problem("keep-snapshots", "keep-snapshots must be 1 or more but was " + keep.getAsInt());
        }
        return keep.orElse(JobFile.DEFAULT_KEEP_SNAPSHOTS);
    }

    /** Copies of a warehouse contain all folders below it. */
    private void requireOutside(Location warehouse, Path spill) {
        if (warehouse.localPath().filter(spill::startsWith).isPresent()) {
            job.problem(
                    "reuse",
                    "Missing spill outside of the warehouse: 'reuse' keeps personal data from night to night; name a local"
                            + " folder with 'spill'");
        }
    }
}
