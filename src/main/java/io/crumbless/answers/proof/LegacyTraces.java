package io.crumbless.answers.proof;

import io.crumbless.answers.proof.OutputTexts.At;
import io.crumbless.answers.proof.OutputTexts.Holds;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.declaration.Action;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.policy.Channel;
import io.crumbless.kernel.policy.Elicitation;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.night.delivery.TableFormat;
import io.crumbless.night.intake.DatedPath.Dated;
import io.crumbless.night.intake.LegacyDeliveries;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.legacy.LegacyFiles;
import io.crumbless.night.legacy.LegacyRefusal;
import io.crumbless.night.legacy.LegacyTexts;
import io.crumbless.night.legacy.LegacyTexts.Kind;
import io.crumbless.night.run.AuditReport.LegacyLook;
import io.crumbless.process.Stopped;
import io.crumbless.process.Workers;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.snapshot.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Searches a snapshot for cookie ids, segments and values that the legacy sources of its job currently contain.
 *
 * <p>The texts of the snapshot are added to a {@link TextFilter}, the sources are streamed through it, and possible
 * matches are then compared with the snapshot exactly. Memory is bounded, regardless of the sources.
 *
 * <p>It proves that no cookie id occurs anywhere, as an entire text or as a word of one, and that no segment and no
 * value occurs in columns for words of the policy. A declared value may equal a legacy value; that each value of a
 * profile is based on a statement is proved by the rest of the audit.
 */
final class LegacyTraces {
    /** Maximum number of candidates before they are looked up: about 100 MB of text. */
    private static final int MOST_SUSPECTS = 500_000;

    private static final int SHORTEST_COOKIE = OutputTexts.SHORTEST_WORD;
    private static final int SHORTEST_VALUE = 4;
    private static final int MOST_FINDINGS = 20;

    static final String STOPPED = "Stopped while reading the legacy sources; nothing was changed";
    private static final Set<String> LEGACY_KINDS = Set.of("memberships", "links", "opt_outs");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_.:-]+");

    private final JobFile job;
    private final Manifest manifest;
    private final Policy policy;
    private final Workers workers;
    private final OutputTexts outputs;
    private final TextFilter filter;
    private final Set<String> words;
    private final Map<String, Set<Kind>> suspects = new HashMap<>();
    /** By their English text, each once. */
    private final Map<String, Remark> findings = new HashMap<>();

    private final LongAdder cookies = new LongAdder();
    private final LongAdder texts = new LongAdder();
    private final LongAdder tooShort = new LongAdder();
    private long alsoDeclared;
    private int files;

    LegacyTraces(JobFile job, Location snapshot, Manifest manifest, Policy policy, Workers workers) {
        this.job = job;
        this.manifest = manifest;
        this.policy = policy;
        this.workers = workers;
        this.outputs = new OutputTexts(snapshot, manifest, policy);
        // A row has its ids and a few words of its own; the rest are the same everywhere.
        this.filter = new TextFilter(outputs.rows() * 2);
        this.words = words();
    }

    /** The search and its findings. */
    record Found(LegacyLook look, List<Remark> findings) {}

    /**
     * Reads all existing deliveries of all days.
     *
     * @return empty if there are none
     * @throws Stopped if the thread is interrupted
     */
    Optional<Found> look() {
        try (LegacyDeliveries deliveries = new LegacyDeliveries(job)) {
            return look(sources(deliveries));
        }
    }

    private Optional<Found> look(List<Callable<Void>> sources) {
        if (sources.isEmpty()) {
            return Optional.empty();
        }
        run(outputs.tasks((at, bytes, offset, length, whole) -> filter.add(TextFilter.hash(bytes, offset, length))));
        run(sources);
        lookUp();
        long deliveries = deliveries().count();
        long there = deliveries().filter(this::isThere).count();
        return Optional.of(new Found(
                new LegacyLook(files, deliveries, there, cookies.sum(), texts.sum(), tooShort.sum(), alsoDeclared),
                Remark.first(MOST_FINDINGS, List.copyOf(findings.values()), 0)));
    }

    private Stream<Manifest.Input> deliveries() {
        return manifest.inputs().stream().filter(input -> LEGACY_KINDS.contains(input.kind()));
    }

    /** For a table, any version; a database was just read. */
    private boolean isThere(Manifest.Input input) {
        Optional<LegacyFiles> source = job.legacy().files().stream()
                .filter(files -> files.name().equals(input.source()))
                .findFirst();
        if (source.flatMap(LegacyFiles::database).isPresent()) {
            return true;
        }
        boolean table =
                source.flatMap(LegacyFiles::table).map(TableFormat::isOneTable).orElse(false);
        String label = table ? LegacyDeliveries.placeOfTable(input.file()) : input.file();
        Location file = Location.of(job.folder()).resolve(label).normalized();
        return Storage.of(file).exists(file);
    }

    private List<Callable<Void>> sources(LegacyDeliveries deliveries) {
        LegacyTexts legacy = new LegacyTexts(this::pass);
        List<Callable<Void>> tasks = new ArrayList<>();
        job.legacy().links().forEach(source -> each(deliveries.of(source), file -> legacy.show(source, file), tasks));
        job.legacy().optOuts().forEach(source -> each(deliveries.of(source), file -> legacy.show(source, file), tasks));
        job.legacy()
                .memberships()
                .forEach(source -> each(deliveries.of(source), file -> legacy.show(source, file), tasks));
        return tasks;
    }

    /** Reads one file. */
    private interface Reader {
        void read(FileEntry file);
    }

    private void each(List<Dated> found, Reader reader, List<Callable<Void>> tasks) {
        for (Dated file : found) {
            files++;
            tasks.add(() -> {
                reader.read(file.file());
                return null;
            });
        }
    }

    private void pass(Kind kind, String text) {
        (kind == Kind.COOKIE ? cookies : texts).increment();
        if (text.length() < (kind == Kind.COOKIE ? SHORTEST_COOKIE : SHORTEST_VALUE)) {
            tooShort.increment();
        } else if (filter.mayHold(TextFilter.hash(text))) {
            suspect(kind, text);
        }
    }

    private synchronized void suspect(Kind kind, String text) {
        suspects.computeIfAbsent(text, any -> EnumSet.noneOf(Kind.class)).add(kind);
        if (suspects.size() >= MOST_SUSPECTS) {
            lookUpHere();
        }
    }

    private synchronized void lookUp() {
        Map<Long, List<String>> byHash = byHash();
        Set<String> declared = new HashSet<>();
        run(outputs.tasks(
                (at, bytes, offset, length, whole) -> compare(byHash, declared, at, bytes, offset, length, whole)));
        settle(declared);
    }

    /** As {@link #lookUp}, on the thread of a source with too many candidates; the other sources wait. */
    private void lookUpHere() {
        Map<Long, List<String>> byHash = byHash();
        Set<String> declared = new HashSet<>();
        for (Callable<Void> task : outputs.tasks(
                (at, bytes, offset, length, whole) -> compare(byHash, declared, at, bytes, offset, length, whole))) {
            try {
                task.call();
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IllegalStateException("A text cannot be looked up", failure);
            }
        }
        settle(declared);
    }

    private void settle(Set<String> declared) {
        alsoDeclared += declared.size();
        suspects.clear();
    }

    private Map<Long, List<String>> byHash() {
        Map<Long, List<String>> byHash = new HashMap<>();
        suspects.keySet().forEach(text -> byHash.computeIfAbsent(TextFilter.hash(text), any -> new ArrayList<>(1))
                .add(text));
        return byHash;
    }

    private void compare(
            Map<Long, List<String>> byHash,
            Set<String> declared,
            At at,
            byte[] bytes,
            int offset,
            int length,
            boolean whole) {
        List<String> alike = byHash.get(TextFilter.hash(bytes, offset, length));
        if (alike == null) {
            return;
        }
        String here = new String(bytes, offset, length, StandardCharsets.UTF_8);
        if (alike.contains(here)) {
            judge(here, suspects.getOrDefault(here, Set.of()), declared, at, whole);
        }
    }

    private void judge(String text, Set<Kind> kinds, Set<String> declared, At at, boolean whole) {
        if (kinds.contains(Kind.COOKIE)) {
            found(at, Code.LEGACY_COOKIE);
            return;
        }
        if (!whole) {
            return;
        }
        if (at.holds() == Holds.VALUES) {
            synchronized (declared) {
                declared.add(text);
            }
        } else if (at.holds() == Holds.WORDS && !words.contains(text)) {
            found(at, kinds.contains(Kind.SEGMENT) ? Code.LEGACY_SEGMENT : Code.LEGACY_VALUE);
        }
    }

    private void found(At at, Code what) {
        Remark finding = Remark.at(at.place(), what);
        synchronized (findings) {
            findings.put(finding.english(), finding);
        }
    }

    /** Names in policy, job and program, since an equal legacy value proves nothing. */
    private Set<String> words() {
        Set<String> known = new HashSet<>(policy.provenance().rules());
        policy.files().forEach((name, text) -> {
            if (!name.equals("segments.csv") && !name.equals("provenance.yaml")) {
                Matcher word = WORD.matcher(text);
                while (word.find()) {
                    known.add(word.group());
                }
            }
        });
        manifest.balance().forEach(account -> known.add(account.source()));
        Stream.of(
                        Arrays.stream(Channel.values()).map(Channel::word),
                        Arrays.stream(Elicitation.values()).map(Elicitation::word),
                        Arrays.stream(Fate.values()).map(Fate::word),
                        Arrays.stream(Action.values()).map(Action::word),
                        Arrays.stream(Refusal.values()).map(Refusal::word),
                        Arrays.stream(LegacyRefusal.values()).map(LegacyRefusal::word),
                        Arrays.stream(Origin.values()).map(Origin::word),
                        Stream.of("self", "guardian"))
                .flatMap(each -> each)
                .forEach(known::add);
        return known;
    }

    private void run(List<Callable<Void>> tasks) {
        workers.all(tasks);
        Stopped.ifAsked(STOPPED);
    }
}
