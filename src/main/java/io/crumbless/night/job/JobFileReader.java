package io.crumbless.night.job;

import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.HadoopKeys;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.text.UnpackLimits;
import io.crumbless.night.delivery.ActivationSource;
import io.crumbless.night.delivery.DatabaseUrl;
import io.crumbless.night.delivery.DayPath;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.delivery.IdSettings;
import io.crumbless.night.delivery.RequestSource;
import io.crumbless.night.job.Schedule.BusinessDate;
import io.crumbless.night.legacy.LegacySettings;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.YamlFile;
import io.crumbless.settings.yaml.YamlList;
import io.crumbless.settings.yaml.YamlMapping;
import io.crumbless.warehouse.evidence.AnchorSettings;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one job file, noting everything wrong before anything is refused. */
final class JobFileReader {
    private static final Map<String, BusinessDate> BUSINESS_DATES =
            Names.words(List.of(BusinessDate.values()), value -> value.name().toLowerCase(Locale.ROOT));

    private static final Map<String, PageLayout> PAGE_LAYOUTS =
            Map.of("one-frame", PageLayout.ONE_FRAME, "split", PageLayout.SPLIT);

    /** Keys that say where a delivery is found, not how it is read. */
    private static final Set<String> WHERE_DELIVERIES_ARE = Stream.of(
                    "legacy.memberships", "legacy.links", "legacy.opt-outs", "declarations", "erasures")
            .flatMap(source -> Stream.of(
                            "path",
                            "may-be-missing",
                            "database.url",
                            "database.scripts",
                            "database.user",
                            "database.password-file")
                    .map(key -> source + "." + key))
            .collect(Collectors.toUnmodifiableSet());

    private final Path file;
    private final Path folder;
    private final Problems problems = new Problems();
    private final Set<String> names = new HashSet<>();
    private final YamlMapping job;

    JobFileReader(Path file) {
        this.file = file.toAbsolutePath().normalize();
        this.folder = this.file.resolveSibling("").normalize();
        this.job = new Presets(folder, problems).applyTo(YamlFile.read(this.file, problems));
    }

    JobFile read() {
        // Before any path is resolved: keys that its file system needs may be among them.
        job.optionalMapping("hadoop").ifPresent(HadoopBlock::use);
        String name = name();
        Optional<Schedule> schedule = job.optionalMapping("schedule").map(JobFileReader::schedule);
        WaitSettings waitFor = job.optionalMapping("wait-for")
                .map(mapping -> WaitSettings.read(mapping, this::resolved))
                .orElse(WaitSettings.NONE);
        ZoneId zone = job.optionalParsed("zone", JobFileReader::zone)
                .or(() -> schedule.map(Schedule::zone))
                .orElse(ZoneOffset.UTC);
        Location policy = required("policy");
        SignOffSetting signOff = job.optionalWord(
                        "policy-sign-off", Names.words(List.of(SignOffSetting.values()), SignOffSetting::word))
                .orElse(SignOffSetting.REPORTED);
        Location warehouse = required("warehouse");
        int keepSnapshots = keepSnapshots();
        Guards guards = job.optionalMapping("guards").map(JobFileReader::guards).orElse(Guards.DEFAULTS);
        Limits limits = job.optionalMapping("limits").map(JobFileReader::limits).orElse(Limits.DEFAULTS);
        AccessSettings access =
                job.optionalMapping("access").map(AccessSettings::read).orElse(AccessSettings.DEFAULTS);
        ReportSettings report =
                job.optionalMapping("report").map(ReportSettings::read).orElse(ReportSettings.DEFAULTS);
        FileModes permissions =
                job.optionalMapping("permissions").map(PermissionSettings::read).orElse(FileModes.PUBLISHED);
        PageLayout pages = job.optionalWord("pages", PAGE_LAYOUTS).orElse(PageLayout.ONE_FRAME);
        ControlSettings control = control(warehouse);
        AnchorSettings anchor = job.optionalMapping("anchor")
                .map(mapping -> AnchorSettings.read(mapping, this::resolved))
                .orElse(AnchorSettings.NONE);
        Monitoring monitoring = new Monitoring(
                job.optionalMapping("metrics")
                        .map(mapping -> MetricsSettings.read(mapping, this::resolved))
                        .orElse(MetricsSettings.NONE),
                job.optionalMapping("notify")
                        .map(mapping -> NotifySettings.read(mapping, this::resolved))
                        .orElse(NotifySettings.NONE),
                job.optionalMapping("lineage")
                        .map(mapping -> LineageSettings.read(mapping, this::resolved))
                        .orElse(LineageSettings.NONE));
        EngineSettings engine = EngineSettings.read(job, this::resolved);
        if (!policy.isLocal()) {
            job.problem("policy", "Unsupported policy: it must be a local folder");
        }
        Path spill = spill(name, warehouse);
        HadoopKeys.uploadsBelow(spill);
        ReuseSettings reuse =
                job.optionalMapping("reuse").map(ReuseSettings::read).orElse(ReuseSettings.NONE);
        if (reuse.isOn()) {
            requireOutside(warehouse, spill);
        }
        IdSettings ids = IdSettings.read(job, IdSettings.EXACT);
        LegacySettings legacy = job.optionalMapping("legacy")
                .map(mapping -> LegacySettings.read(mapping, this::resolved, ids, folder))
                .orElse(LegacySettings.NONE);
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
        requireUsable("warehouse", Storage::requireServed, warehouse);
        legacy.onFiles().forEach(files -> requireGlob("legacy", Location.of(files.path())));
        declarations.forEach(source -> requireGlob("declarations", source.place()));
        erasures.forEach(source -> requireGlob("erasures", source.place()));
        requests.forEach(this::requireGlob);
        activations.forEach(source -> requireGlob("activations", source.path()));
        Optional<Controller> controller = job.optionalMapping("controller").map(Controller::read);
        ConsoleSettings console =
                job.optionalMapping("console").map(ConsoleSettings::read).orElse(ConsoleSettings.DEFAULTS);
        String settingsVersion = settingsVersion(zone, pages);
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

    /** Hash of all that states how deliveries are read, and of what else the bytes of a snapshot depend on. */
    private String settingsVersion(ZoneId zone, PageLayout pages) {
        StringBuilder settings = new StringBuilder(zone.getId());
        for (String key : List.of("legacy", "declarations", "erasures")) {
            settings.append('\n').append(key).append(' ').append(job.content(key, WHERE_DELIVERIES_ARE));
        }
        for (String key : List.of("ids", "cookie-ids")) {
            // What a job does not say leaves the hash as it was before there was such a key.
            settings.append(job.has(key) ? "\n" + key + " " + job.content(key, Set.of()) : "");
        }
        if (pages != PageLayout.ONE_FRAME) {
            settings.append("\npages ").append(pages);
        }
        return Sha256.hex(settings.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String resolved(String path) {
        return Location.of(folder).resolveGlob(path).text();
    }

    private void requireGlob(RequestSource source) {
        if (source.form() instanceof RequestSource.Form.Rows rows) {
            requireGlob("requests", rows.place());
        } else if (source.form() instanceof RequestSource.Form.OpenDsrFiles files) {
            requireGlob("requests", files.path());
        }
    }

    private void requireGlob(String key, DeliveryPlace place) {
        if (place instanceof DeliveryPlace.Files files) {
            requireGlob(key, files.path());
        }
    }

    private void requireGlob(String key, Location path) {
        requireUsable(key, Storage::requireServed, path);
        requireUsable(key, Storage::requireGlob, new DayPath(path).anyDay());
    }

    /** Whether a place can be read is found out by the night; whether it can be at all is found out here. */
    private void requireUsable(String key, Consumer<Location> check, Location place) {
        try {
            check.accept(place);
        } catch (IllegalArgumentException e) {
            job.problem(key, "Invalid path " + place.readable() + " in " + key + ": " + e.getMessage());
        }
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

    /** The entries of a list, each with a name of its own. */
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

    /** It becomes a name in tables and in output, so it is kept plain. */
    private String name() {
        String name = job.string("job");
        if (!name.isEmpty() && !name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            job.problem("job", "Invalid job '" + name + "': use lower-case letters, digits and dashes, 63 at most");
        }
        return name;
    }

    private static Schedule schedule(YamlMapping mapping) {
        String cron = mapping.string("cron");
        mapping.optionalParsed("cron", Cron::parse);
        ZoneId zone = mapping.parsed("zone", JobFileReader::zone, ZoneOffset.UTC);
        BusinessDate businessDate =
                mapping.optionalWord("business-date", BUSINESS_DATES).orElse(BusinessDate.YESTERDAY);
        mapping.finish();
        return new Schedule(cron, zone, businessDate);
    }

    private static ZoneId zone(String text) {
        ZoneId zone = ZoneId.of(text);
        if (zone instanceof ZoneOffset && !zone.equals(ZoneOffset.UTC)) {
            throw new IllegalArgumentException("an offset knows no daylight saving; name a zone such as Europe/Berlin");
        }
        return zone;
    }

    private int keepSnapshots() {
        OptionalInt keep = job.optionalWhole("keep-snapshots");
        if (keep.isPresent() && keep.getAsInt() < 1) {
            job.problem("keep-snapshots", "keep-snapshots must be 1 or more but was " + keep.getAsInt());
        }
        return keep.orElse(JobFile.DEFAULT_KEEP_SNAPSHOTS);
    }

    private static Guards guards(YamlMapping mapping) {
        double shrink = share(mapping, "profiles-may-shrink-by", Guards.DEFAULT_PROFILES_MAY_SHRINK_BY);
        double refusals = share(mapping, "refusals-may-reach", Guards.DEFAULT_REFUSALS_MAY_REACH);
        LossLimits lost = mapping.optionalMapping("values-lost-may-reach")
                .map(LossLimits::read)
                .orElse(LossLimits.DEFAULTS);
        mapping.finish();
        return new Guards(shrink, refusals, lost);
    }

    private static Limits limits(YamlMapping mapping) {
        double malformed = share(mapping, "malformed-may-reach", Limits.DEFAULT_MALFORMED_MAY_REACH);
        Period within = mapping.optionalParsed("withdrawals-within", JobFileReader::days)
                .orElse(Limits.DEFAULT_WITHDRAWALS_WITHIN);
        UnpackLimits unpacked = mapping.optionalMapping("unpacked-may-reach")
                .map(JobFileReader::unpackLimits)
                .orElse(UnpackLimits.DEFAULTS);
        mapping.finish();
        return new Limits(malformed, within, unpacked);
    }

    private static UnpackLimits unpackLimits(YamlMapping mapping) {
        double times = mapping.optionalNumber("times").orElse(UnpackLimits.DEFAULT_TIMES);
        double gibibytes = mapping.optionalNumber("gibibytes").orElse(UnpackLimits.DEFAULT_GIBIBYTES);
        mapping.finish();
        if (!(times >= 1)) {
            mapping.problem("times", mapping.name("times") + " must be 1 or more but was " + times);
        } else if (!(gibibytes > 0)) {
            mapping.problem("gibibytes", mapping.name("gibibytes") + " must be more than 0 but was " + gibibytes);
        } else {
            return new UnpackLimits(times, gibibytes);
        }
        return UnpackLimits.DEFAULTS;
    }

    private static Period days(String text) {
        Period period;
        try {
            period = Period.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("it is no period such as P30D", e);
        }
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("it must be a day or more");
        }
        return period;
    }

    static double share(YamlMapping mapping, String key, double otherwise) {
        double share = mapping.optionalNumber(key).orElse(otherwise);
        if (share >= 0.0 && share <= 1.0) {
            return share;
        }
        mapping.problem(key, mapping.name(key) + " must be between 0.0 and 1.0 but was " + share);
        return otherwise;
    }

    private ControlSettings control(Location warehouse) {
        Location beside = warehouse.resolve("../control");
        Optional<YamlMapping> control = job.optionalMapping("control");
        if (control.isEmpty()) {
            Path unnamed = localFolder(job, "control", "control.folder", Optional.empty(), beside);
            requireNoSettings(job, unnamed);
            return ControlSettings.in(unnamed);
        }
        YamlMapping mapping = control.get();
        Path controlFolder = localFolder(mapping, "folder", "control.folder", location(mapping, "folder"), beside);
        Optional<String> url = mapping.optionalString("url");
        if (url.isPresent() && !url.get().startsWith("jdbc:postgresql:")) {
            mapping.problem(
                    "url",
                    "Unsupported control.url: only jdbc:postgresql: is; leave it out for an H2 file in control.folder");
        } else {
            url.flatMap(DatabaseUrl::fault)
                    .ifPresent(fault -> mapping.problem("url", "Unsupported control.url: " + fault));
        }
        if (url.isEmpty()) {
            requireNoSettings(mapping, controlFolder);
        }
        Optional<String> user = mapping.optionalString("user");
        Optional<Path> passwordFile = location(mapping, "password-file").flatMap(Location::localPath);
        for (String key : List.of("user", "password-file")) {
            if (url.isEmpty() && mapping.has(key)) {
                mapping.problem(key, "Invalid control." + key + ": the H2 file has none; it belongs with control.url");
            }
        }
        mapping.finish();
        return new ControlSettings(controlFolder, url, user, passwordFile);
    }

    /** H2 takes a path for an address, in which settings follow. */
    private static void requireNoSettings(YamlMapping mapping, Path controlFolder) {
        if (controlFolder.toString().contains(";")) {
            mapping.problem(
                    "folder",
                    "Unsupported control.folder " + controlFolder
                            + ": an H2 file lies in no folder with ';' in its path; name another one");
        }
    }

    /** A folder of the job's own, also where one is named that others use: what is in it is deleted with the night. */
    private Path spill(String name, Location warehouse) {
        Optional<Location> named = location(job, "spill");
        Path folder = localFolder(job, "spill", "spill", named, warehouse.resolve(".spill"));
        String digits =
                Sha256.hex(warehouse.text().getBytes(StandardCharsets.UTF_8)).substring(0, 8);
        return named.isEmpty() ? folder : folder.resolve("crumbless-" + name + "-" + digits);
    }

    /** What lies in a warehouse is copied with it. */
    private void requireOutside(Location warehouse, Path spill) {
        if (warehouse.localPath().filter(spill::startsWith).isPresent()) {
            job.problem(
                    "reuse",
                    "Missing spill outside of the warehouse: 'reuse' keeps personal data from night to night; name a local"
                            + " folder with 'spill'");
        }
    }

    /** A local folder, which lies beside a local warehouse unless it is named. */
    private Path localFolder(YamlMapping mapping, String key, String label, Optional<Location> named, Location beside) {
        Optional<Path> local = named.orElse(beside).localPath();
        if (local.isEmpty()) {
            mapping.problem(
                    key,
                    named.isPresent()
                            ? "Unsupported " + label + ": it must be a local folder"
                            : "Missing " + label + ": the warehouse is not on a local disk; name a local folder");
        }
        return local.orElse(folder).normalize();
    }

    private Location required(String key) {
        String text = job.string(key);
        return text.isEmpty() ? Location.of(folder) : resolve(text);
    }

    private Optional<Location> location(YamlMapping mapping, String key) {
        return mapping.optionalString(key).map(this::resolve);
    }

    private Location resolve(String text) {
        return Location.of(folder).resolve(text).normalized();
    }
}
