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
 * What a job file asks for, checked, and with every relative path resolved against the file's folder.
 *
 * @param file the job file, absolute
 * @param name of the job, {@code job}
 * @param waitFor what has to be there before a night begins
 * @param zone in which a business date begins and ends
 * @param policy folder of the policy
 * @param signOff what a night asks of the policy
 * @param keepSnapshots how many published snapshots are kept, 1 or more
 * @param permissions of what is published
 * @param pages how data pages of what is written are compressed
 * @param anchor where checkpoints are kept outside of warehouse and control database
 * @param monitoring who is notified of how nights end
 * @param engine what carries the records, and how it is reached
 * @param spill local folder for unfinished work, the job's own
 * @param reuse what is kept of legacy deliveries for the next night
 * @param requests where requests of people are delivered for the register
 * @param activations logs of what was done with values; a night does not read them
 * @param controller who answers for the data; empty where nobody is named
 * @param console where the console is reached and who may do what in it
 * @param ids what ids ignore where they are joined, of sources that do not say
 * @param settingsVersion content hash of the settings that decide how deliveries are read, and of {@code pages} where
 *     they are split
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

    /** Last night's and two more to go back to. */
    public static final int DEFAULT_KEEP_SNAPSHOTS = 3;

    /**
     * Reads a job file; nothing it names is opened.
     *
     * @throws io.crumbless.settings.yaml.ProblemsException naming everything wrong with it
     */
    public static JobFile read(Path file) {
        return new JobFileReader(file).read();
    }

    /** The same job, writing elsewhere; what is tried there is not anchored, and nobody is notified of it. */
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

    /** The same job, with others who are notified of its nights. */
    public JobFile with(Monitoring otherMonitoring) {
        return with(legacy, otherMonitoring);
    }

    /** The same job, with another console. */
    public JobFile with(ConsoleSettings otherConsole) {
        return with(legacy, monitoring, otherConsole, waitFor, reuse);
    }

    /** The same job, which waits for other things before a night. */
    public JobFile with(WaitSettings otherWait) {
        return with(legacy, monitoring, console, otherWait, reuse);
    }

    /** The same job, which keeps something else for the next night. */
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

    /** Makes what is written from now on readable by those the job names, and what is the program's own by nobody else. */
    public void applyPermissions() {
        FileModes.set(warehouse, permissions);
        FileModes.set(Location.of(control.folder()), FileModes.PRIVATE);
        FileModes.set(Location.of(spill), FileModes.PRIVATE);
    }

    /** What subject ids of a source of declarations ignore, whether the job still names the source or not. */
    public IdFold idsOf(String source) {
        return declarations.stream()
                .filter(one -> one.name().equals(source))
                .findFirst()
                .map(DeclarationSource::ids)
                .orElse(ids.subjects());
    }

    /** The folder from which relative paths go. */
    public Path folder() {
        return Objects.requireNonNull(file.getParent(), "a job file lies in a folder");
    }
}
