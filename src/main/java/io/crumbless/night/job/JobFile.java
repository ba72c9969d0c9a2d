package io.crumbless.night.job;

import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.profile.IdFold;
import io.crumbless.night.delivery.ActivationSource;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.delivery.IdSettings;
import io.crumbless.night.delivery.RequestSource;
import io.crumbless.night.legacy.LegacySettings;
import io.crumbless.warehouse.evidence.AnchorSettings;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The content of a job file, checked, and with every relative path resolved against the file's folder.
 *
 * @param file the job file, absolute
 * @param name of the job, {@code job}
 * @param waitFor what the night waits for before it begins
 * @param zone in which a business date begins and ends
 * @param policy folder of the policy
 * @param signOff whether the policy must be signed off
 * @param keepSnapshots how many published snapshots are kept, at least 1
 * @param permissions file permissions of published files
 * @param pages how data pages are compressed
 * @param anchor where checkpoints are recorded outside of warehouse and control database
 * @param monitoring who is notified of the end of nights
 * @param engine engine that processes the records, and its settings
 * @param spill local folder for unfinished work of this job only
 * @param reuse what is kept of legacy deliveries for the next night
 * @param requests where requests for the register are delivered
 * @param activations logs of the use of values; not read by nights
 * @param controller controller of the data; empty if not stated
 * @param console address and users of the console
 * @param ids default of which differences in the spelling of ids are ignored when they are joined
 * @param settingsVersion content hash of the settings for reading deliveries, and of {@code pages} if they are split
 */
public record JobFile(
        Path file,
        String name,
        Optional<Schedule> schedule,
        WaitSettings waitFor,
        ZoneId zone,
        Path policy,
        SignOffSetting signOff,
        Location warehouse,
        int keepSnapshots,
        Guards guards,
        Limits limits,
        AccessSettings access,
        ReportSettings report,
        FileModes permissions,
        PageLayout pages,
        ControlSettings control,
        AnchorSettings anchor,
        Monitoring monitoring,
        EngineSettings engine,
        Path spill,
        ReuseSettings reuse,
        LegacySettings legacy,
        List<DeclarationSource> declarations,
        List<ErasureSource> erasures,
        List<RequestSource> requests,
        List<ActivationSource> activations,
        Optional<Controller> controller,
        ConsoleSettings console,
        IdSettings ids,
        String settingsVersion) {

    /** Last night's, and two more for a rollback. */
    public static final int DEFAULT_KEEP_SNAPSHOTS = 3;

    /**
     * Reads a job file; the files it names are not opened.
     *
     * @throws io.crumbless.settings.yaml.ProblemsException with all problems of the file
     */
    public static JobFile read(Path file) {
        return new JobFileReader(file).read();
    }

    /** The same job with other output; a trial is not anchored, and nobody is notified of it. */
    public JobFile into(Location otherWarehouse, ControlSettings otherControl, Path otherSpill) {
        return new JobFile(
                file,
                name,
                schedule,
                WaitSettings.NONE,
                zone,
                policy,
                signOff,
                otherWarehouse,
                keepSnapshots,
                guards,
                limits,
                access,
                report,
                permissions,
                pages,
                otherControl,
                AnchorSettings.NONE,
                Monitoring.NONE,
                engine,
                otherSpill,
                ReuseSettings.NONE,
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

    /** The same job without some of its legacy sources. */
    public JobFile without(Set<String> legacySources) {
        return with(legacy.without(legacySources));
    }

    /** The same job with other legacy sources. */
    public JobFile with(LegacySettings otherLegacy) {
        return with(otherLegacy, monitoring);
    }

    /** The same job with other notifications. */
    public JobFile with(Monitoring otherMonitoring) {
        return with(legacy, otherMonitoring);
    }

    /** The same job with another console. */
    public JobFile with(ConsoleSettings otherConsole) {
        return with(legacy, monitoring, otherConsole, waitFor, reuse);
    }

    /** The same job with other things to wait for. */
    public JobFile with(WaitSettings otherWait) {
        return with(legacy, monitoring, console, otherWait, reuse);
    }

    /** The same job with other settings for reuse. */
    public JobFile with(ReuseSettings otherReuse) {
        return with(legacy, monitoring, console, waitFor, otherReuse);
    }

    private JobFile with(LegacySettings otherLegacy, Monitoring otherMonitoring) {
        return with(otherLegacy, otherMonitoring, console, waitFor, reuse);
    }

    private JobFile with(
            LegacySettings otherLegacy,
            Monitoring otherMonitoring,
            ConsoleSettings otherConsole,
            WaitSettings otherWait,
            ReuseSettings otherReuse) {
        return new JobFile(
                file,
                name,
                schedule,
                otherWait,
                zone,
                policy,
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
                otherMonitoring,
                engine,
                spill,
                otherReuse,
                otherLegacy,
                declarations,
                erasures,
                requests,
                activations,
                controller,
                otherConsole,
                ids,
                settingsVersion);
    }

    /**
     * Applies the configured permissions to files that are written from now on; other files of the program are readable
     * by its account only.
     */
    public void applyPermissions() {
        FileModes.set(warehouse, permissions);
        FileModes.set(Location.of(control.folder()), FileModes.PRIVATE);
        FileModes.set(Location.of(spill), FileModes.PRIVATE);
    }

    /**
     * Which differences in the spelling of subject ids of a source are ignored, whether or not the job still has the
     * source.
     */
    public IdFold idsOf(String source) {
        return declarations.stream()
                .filter(one -> one.name().equals(source))
                .findFirst()
                .map(DeclarationSource::ids)
                .orElse(ids.subjects());
    }

    /** The folder against which relative paths are resolved. */
    public Path folder() {
        return Objects.requireNonNull(file.getParent(), "a job file lies in a folder");
    }
}
