package io.crumbless.run.local;

import io.crumbless.balance.Books;
import io.crumbless.balance.Unit;
import io.crumbless.ledger.ControlDatabase;
import io.crumbless.ledger.ControlSettings;
import io.crumbless.ledger.ErasedSubjects;
import io.crumbless.ledger.RetirementLedger.Retired;
import io.crumbless.ledger.Tombstones;
import io.crumbless.legacy.LegacyFiles;
import io.crumbless.merge.MergeTally;
import io.crumbless.merge.Merger;
import io.crumbless.policy.Policy;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Night;
import io.crumbless.profile.SubjectId;
import io.crumbless.run.DeliveryCounts;
import io.crumbless.run.Failures;
import io.crumbless.run.Intake;
import io.crumbless.run.IntakeReader;
import io.crumbless.run.JobFile;
import io.crumbless.run.PolicyDifference;
import io.crumbless.run.PolicyDifference.Bound;
import io.crumbless.run.PolicyDifference.Limit;
import io.crumbless.run.PolicyDifference.RefusalChange;
import io.crumbless.run.Progress;
import io.crumbless.run.RetiredSources;
import io.crumbless.run.RunStopped;
import io.crumbless.run.Stage;
import io.crumbless.run.WorkerThreads;
import io.crumbless.snapshot.Manifest;
import io.crumbless.snapshot.Warehouse;
import io.crumbless.spill.KeySample;
import io.crumbless.spill.KeyShare;
import io.crumbless.spill.SpillFile;
import io.crumbless.spill.SpillMerge;
import io.crumbless.storage.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes one night through two policies without publishing anything. The stages that read and admit are those of a night;
 * what they read is read once, and judged twice where the policies may differ in what becomes of it. Then the kernel decides
 * on each subject under the one policy and under the other, and the two outcomes are held against each other while they are
 * in memory. Nothing of a profile is written.
 */
public final class LocalPolicyTrial {
    private static final String REFUSED = "refused:";

    private final int threads;

    /** @param threads how many parts run at the same time */
    public LocalPolicyTrial(int threads) {
        this.threads = threads;
    }

    /**
     * Compares; what it needs on disk lies below the job's folder for unfinished work and is gone when this returns.
     *
     * @param date business date; empty for that of the current snapshot
     * @throws Failure caller if there is no such night to look at
     */
    public PolicyDifference run(
            JobFile job, Policy before, Policy after, Optional<LocalDate> date, KeyShare share, Progress progress) {
        try (TrialFolder folder = TrialFolder.below(job.spill());
                DeliveryCounts counts = new DeliveryCounts(threads);
                Workers workers = new Workers(threads)) {
            boolean known = ControlDatabase.exists(job.control());
            ControlSettings settings =
                    known ? job.control() : ControlSettings.in(folder.path().resolve("control"));
            Tombstones tombstones;
            ErasedSubjects erased;
            List<Retired> retired;
            try (ControlDatabase control = ControlDatabase.open(settings)) {
                tombstones = control.tombstones();
                erased = tombstones.all();
                retired = control.retirements().retired(job.name());
            }
            Start start = Start.of(new Warehouse(job.warehouse()), date, retired);
            JobFile active = new RetiredSources(retired).leftOutOf(job);
            active = active.with(active.legacy().whereTheyAre());
            Intake intake = new IntakeReader(
                            active, start.date(), Location.of(folder.path()).resolve("intake"), counts)
                    .read(start.taken());
            Night night = new Night(start.date(), job.zone());
            ErasedSubjects gone = Erasures.tonight(intake, night, erased);
            Function<Policy, NightWork> side = policy -> new NightWork(
                    job.name(),
                    policy,
                    night,
                    "policy-diff",
                    intake,
                    new Warehouse(job.warehouse()),
                    start.base().map(Manifest::runId),
                    gone,
                    new Workspace(folder.path().resolve(policy == before ? "old" : "new")),
                    MemoryBudget.of(OptionalLong.empty(), threads),
                    Optional.empty(),
                    share);
            return new Trial(side.apply(before), side.apply(after), workers, progress, subject -> tombstones
                            .hmac(subject)
                            .substring(0, 12))
                    .run(share.share(), bounds(start, active, intake, share));
        } catch (RuntimeException thrown) {
            // Whoever is interrupted while reading fails in many ways; that it was asked to stop is the reason to tell.
            throw Thread.currentThread().isInterrupted() ? stopped() : Failures.of(thrown);
        }
    }

    private static RunStopped stopped() {
        return new RunStopped("Stopped before the policies were compared; nothing was published");
    }

    /** What the comparison cannot tell. */
    private static List<Bound> bounds(Start start, JobFile active, Intake intake, KeyShare share) {
        List<Bound> bounds = new ArrayList<>(start.bounds());
        Set<String> there = new HashSet<>();
        intake.inputs().forEach(input -> there.add(input.source() + " " + input.sha256()));
        Set<String> gone = new TreeSet<>();
        start.published().stream()
                .flatMap(manifest -> manifest.inputs().stream())
                .filter(input -> !there.contains(input.source() + " " + input.sha256()))
                .forEach(input -> gone.add(input.source() + " (" + input.file() + ")"));
        Set<String> sources = new HashSet<>();
        intake.all().forEach(delivery -> sources.add(delivery.sourceName()));
        active.legacy().files().stream()
                .map(LegacyFiles::name)
                .filter(name -> !sources.contains(name))
                .filter(name -> gone.stream().noneMatch(one -> one.startsWith(name + " (")))
                .forEach(gone::add);
        if (!gone.isEmpty()) {
            bounds.add(new Bound(Limit.GONE, List.copyOf(gone)));
        }
        if (share.share() < 1) {
            bounds.add(new Bound(Limit.SHARE, List.of()));
        }
        return bounds;
    }

    /**
     * The night that is looked at, and what it builds on.
     *
     * @param base whose evidence log counts; empty where nothing is published
     * @param published the night as it was published, if it was
     */
    private record Start(LocalDate date, Optional<Manifest> base, Optional<Manifest> published, List<Bound> bounds) {
        /** Increments that are not read: those of the night itself are judged anew. */
        List<Manifest.Taken> taken() {
            return published
                    .map(LocalNight::takenBefore)
                    .or(() -> base.map(Manifest::taken))
                    .orElse(List.of());
        }

        static Start of(Warehouse warehouse, Optional<LocalDate> wanted, List<Retired> retired) {
            Optional<Manifest> published = warehouse.current().map(warehouse::manifest);
            List<Bound> bounds = new ArrayList<>();
            if (!retired.isEmpty()) {
                bounds.add(new Bound(
                        Limit.RETIRED, retired.stream().map(Retired::source).toList()));
            }
            if (published.isEmpty()) {
                bounds.add(new Bound(Limit.NO_LOG, List.of()));
                return new Start(
                        wanted.orElseThrow(() -> new Failure(
                                Failure.Actor.CALLER, "Missing --date: no night is published yet to look at")),
                        Optional.empty(),
                        Optional.empty(),
                        bounds);
            }
            Manifest current = published.get();
            LocalDate date = wanted.orElse(current.businessDate());
            if (date.isBefore(current.businessDate())) {
                throw new Failure(
                        Failure.Actor.CALLER,
                        "Cannot look at the night of " + date + ": " + current.businessDate()
                                + " is published; name that date or a later one");
            }
            bounds.add(new Bound(Limit.EARLIER_REFUSALS, List.of()));
            bounds.add(new Bound(Limit.LET_GO, List.of()));
            return new Start(
                    date,
                    published,
                    published.filter(manifest -> manifest.businessDate().equals(date)),
                    bounds);
        }
    }

    /** A folder of its own; whatever happens, it goes, and so do the folders that were made for it. */
    private record TrialFolder(Path path, List<Path> made) implements AutoCloseable {
        static TrialFolder below(Path spill) {
            Path path = spill.resolve("policy-diff-" + UUID.randomUUID());
            List<Path> made = new ArrayList<>();
            for (Path above = path.getParent(); above != null && !Files.exists(above); above = above.getParent()) {
                made.add(above);
            }
            try {
                Files.createDirectories(path);
                return new TrialFolder(path, made);
            } catch (IOException e) {
                throw new Failure(
                        Failure.Actor.ENVIRONMENT,
                        "Cannot write below " + spill + ": check the free space and rights",
                        e);
            }
        }

        @Override
        public void close() {
            // What deletes files may heed an interrupt; nothing of people is left behind for that.
            boolean interrupted = Thread.interrupted();
            new Workspace(path).delete();
            for (Path folder : made) {
                try {
                    Files.delete(folder);
                } catch (IOException someoneElses) {
                    break;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Runs parts side by side, and ends them all when one fails or the caller is asked to stop. */
    private static final class Workers implements AutoCloseable {
        private static final int MOST_SECONDS_TO_STOP = 30;

        private final ExecutorService executor;

        Workers(int threads) {
            executor = Executors.newFixedThreadPool(threads, part -> {
                Thread thread = new Thread(part, "crumbless-worker");
                thread.setDaemon(true);
                return thread;
            });
        }

        void all(List<Callable<Void>> parts) {
            List<Future<Void>> running = parts.stream().map(executor::submit).toList();
            try {
                for (Future<Void> part : running) {
                    part.get();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw stopped();
            } catch (ExecutionException e) {
                throw Failures.of(e);
            }
        }

        @Override
        public void close() {
            WorkerThreads.stop(executor, MOST_SECONDS_TO_STOP);
        }
    }

    /** One comparison. */
    private static final class Trial {
        private static final String OLD = "old policy";
        private static final String NEW = "new policy";
        private static final String BOTH = "both policies";

        private final NightWork before;
        private final NightWork after;
        private final Workers workers;
        private final Progress progress;
        private final Function<SubjectId, String> pseudonym;

        Trial(
                NightWork before,
                NightWork after,
                Workers workers,
                Progress progress,
                Function<SubjectId, String> pseudonym) {
            this.before = before;
            this.after = after;
            this.workers = workers;
            this.progress = progress;
            this.pseudonym = pseudonym;
        }

        PolicyDifference run(double share, List<Bound> bounds) {
            before.workspace().create();
            after.workspace().create();
            boolean stripsLike = before.policy().stripsLike(after.policy());
            strip(stripsLike);
            admit();
            TrialTally tally = compare(stripsLike);
            return new PolicyDifference(
                    before.night().businessDate(),
                    share,
                    tally.before(),
                    tally.after(),
                    tally.values(),
                    tally.purposes(),
                    tally.moments(),
                    refusals(),
                    tally.examples(pseudonym),
                    bounds);
        }

        private void strip(boolean stripsLike) {
            boolean linksLike = before.policy()
                    .provenance()
                    .trustedLinkMethods()
                    .equals(after.policy().provenance().trustedLinkMethods());
            LinkStage links = link(before, linksLike ? BOTH : OLD);
            strip(before, links, stripsLike ? BOTH : OLD);
            if (!stripsLike) {
                strip(after, linksLike ? links : link(after, NEW), NEW);
            }
        }

        private LinkStage link(NightWork work, String whose) {
            LinkStage links = new LinkStage(work);
            step(whose + ": " + links.name(), links, links::run);
            return links;
        }

        private void strip(NightWork work, LinkStage links, String whose) {
            StripStage strip = new StripStage(work, links);
            step(whose + ": " + strip.name(), strip, strip::run);
        }

        /** Every delivery is read once; which statements pass may differ. */
        private void admit() {
            AdmitStage old = new AdmitStage(before);
            AdmitStage now = new AdmitStage(after);
            String step = BOTH + ": " + old.name();
            step(step, old, part -> old.runWith(now, part));
        }

        /** Does something with a part of a stage. */
        private interface Work {
            void run(String part) throws IOException;
        }

        private void step(String name, Stage stage, Work work) {
            progress.stepStarted(name);
            long started = System.nanoTime();
            List<Callable<Void>> parts = new ArrayList<>();
            for (String part : stage.parts()) {
                parts.add(() -> {
                    work.run(part);
                    return null;
                });
            }
            workers.all(parts);
            progress.stepFinished(name, stage.counts(), Duration.ofNanos(System.nanoTime() - started));
        }

        /** @param stripsLike whether what was stripped under the old policy holds for the new one too */
        private TrialTally compare(boolean stripsLike) {
            TrialTally all = new TrialTally(before.policy(), after.policy());
            progress.stepStarted("compare");
            long started = System.nanoTime();
            try (SpillFiles spilled = new SpillFiles()) {
                List<SpillFile> shared = spilled.open(before, file -> isShared(file, stripsLike));
                List<SpillFile> old = spilled.open(before, file -> !isShared(file, stripsLike));
                List<SpillFile> now = spilled.open(after, file -> true);
                old.addAll(shared);
                now.addAll(shared);
                List<byte[]> splitters = KeySample.splitters(spilled.files, MergeStage.SUBJECTS_PER_RANGE);
                List<Callable<Void>> ranges = new ArrayList<>();
                for (int i = 0; i <= splitters.size(); i++) {
                    byte @Nullable [] from = i == 0 ? null : splitters.get(i - 1);
                    byte @Nullable [] to = i == splitters.size() ? null : splitters.get(i);
                    ranges.add(() -> {
                        TrialTally own = new TrialTally(before.policy(), after.policy());
                        new Range(new Side(before, old, from, to), new Side(after, now, from, to), own).run();
                        all.add(own);
                        return null;
                    });
                }
                workers.all(ranges);
            } catch (IOException e) {
                throw new Failure(Failure.Actor.ENVIRONMENT, "Cannot read the spill of the comparison", e);
            }
            progress.stepFinished("compare", List.of(), Duration.ofNanos(System.nanoTime() - started));
            return all;
        }

        /** Whether a spill file of the old policy holds for the new one too. */
        private static boolean isShared(String file, boolean stripsLike) {
            return file.startsWith(AdmitStage.PREFIX) ? !AdmitStage.dependsOnPolicy(file) : stripsLike;
        }

        /** The spill of both policies, each file open once. */
        private static final class SpillFiles implements AutoCloseable {
            private final List<SpillFile> files = new ArrayList<>();

            List<SpillFile> open(NightWork work, Predicate<String> wanted) throws IOException {
                List<SpillFile> opened = new ArrayList<>();
                for (Path path : work.workspace().spillFiles()) {
                    if (wanted.test(String.valueOf(path.getFileName()))) {
                        opened.add(SpillFile.open(path));
                        files.add(opened.get(opened.size() - 1));
                    }
                }
                return opened;
            }

            @Override
            public void close() throws IOException {
                for (SpillFile file : files) {
                    file.close();
                }
            }
        }

        /** What the bar refuses. */
        private List<RefusalChange> refusals() {
            Books old = before.workspace().books(AdmitStage.PREFIX);
            Books now = after.workspace().books(AdmitStage.PREFIX);
            Set<String> keys = new TreeSet<>(refused(old));
            keys.addAll(refused(now));
            List<RefusalChange> changes = new ArrayList<>();
            for (String key : keys) {
                int at = key.indexOf(' ');
                RefusalChange change = new RefusalChange(
                        key.substring(0, at), key.substring(at + 1), refused(old, key), refused(now, key));
                if (change.before() != change.after()) {
                    changes.add(change);
                }
            }
            return changes;
        }

        private static List<String> refused(Books books) {
            return books.lines().stream()
                    .filter(line -> line.account().unit() == Unit.STATEMENTS)
                    .flatMap(line -> line.bins().keySet().stream()
                            .filter(bin -> bin.startsWith(REFUSED))
                            .map(bin -> line.account().source() + " " + bin.substring(REFUSED.length())))
                    .toList();
        }

        private static long refused(Books books, String key) {
            return books.lines().stream()
                    .filter(line -> line.account().unit() == Unit.STATEMENTS
                            && key.startsWith(line.account().source() + " "))
                    .mapToLong(line -> line.bins()
                            .getOrDefault(
                                    REFUSED
                                            + key.substring(
                                                    line.account().source().length() + 1),
                                    0L))
                    .sum();
        }
    }

    /** A range of subjects under one policy. */
    private static final class Side {
        private final SpillMerge spill;
        private final SubjectReader reader;
        private final Merger merger;
        private boolean there;

        Side(NightWork work, List<SpillFile> files, byte @Nullable [] from, byte @Nullable [] to) throws IOException {
            this.spill = new SpillMerge(files, from, to);
            this.reader = new SubjectReader(spill, work.policy(), work.erasedBefore());
            this.merger = new Merger(work.policy(), work.night(), new MergeTally());
        }

        void next() throws IOException {
            there = spill.nextKey();
        }

        TrialTally.View view() throws IOException {
            TrialTally.View view = new TrialTally.View(merger.merge(reader.read()), reader.refused());
            next();
            return view;
        }
    }

    /** A range of subjects, one after the other, under both policies. */
    private record Range(Side old, Side now, TrialTally tally) {
        private static final int SUBJECTS_BETWEEN_STOPS = 1024;

        void run() throws IOException {
            old.next();
            now.next();
            for (long subjects = 0; old.there || now.there; subjects++) {
                int order = !old.there ? 1 : !now.there ? -1 : Arrays.compareUnsigned(old.spill.key(), now.spill.key());
                byte[] key = order <= 0 ? old.spill.key() : now.spill.key();
                if (key.length == 0) {
                    // Refused records that tell no subject.
                    skip(order);
                } else {
                    SubjectId subject = new SubjectId(new String(key, StandardCharsets.UTF_8));
                    TrialTally.View oldView = order <= 0 ? old.view() : TrialTally.View.NOBODY;
                    TrialTally.View newView = order >= 0 ? now.view() : TrialTally.View.NOBODY;
                    tally.compare(subject, oldView, newView);
                }
                if (subjects % SUBJECTS_BETWEEN_STOPS == 0) {
                    RunStopped.ifAsked("comparing");
                }
            }
        }

        private void skip(int order) throws IOException {
            if (order <= 0) {
                old.next();
            }
            if (order >= 0) {
                now.next();
            }
        }
    }
}
