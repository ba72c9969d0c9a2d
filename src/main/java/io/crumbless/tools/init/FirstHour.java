package io.crumbless.tools.init;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.policy.PolicyFileNames;
import io.crumbless.night.job.PresetSigns;
import io.crumbless.process.Quantity;
import io.crumbless.process.Stopped;
import io.crumbless.tools.inspect.ColumnLook;
import io.crumbless.tools.inspect.ColumnRole;
import io.crumbless.tools.inspect.DeliveryGroups;
import io.crumbless.tools.inspect.Inspection;
import io.crumbless.tools.inspect.SampleRow;
import io.crumbless.tools.inspect.SampledRows;
import io.crumbless.tools.inspect.SourceInspector;
import io.crumbless.tools.inspect.SourceLook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Inspects deliveries and drafts a job file and a policy folder for them. It classifies nothing: every segment is
 * unknown, no attribute has a purpose, no link method is trusted. What a person has to decide is listed.
 */
public final class FirstHour {
    private static final String JOB = "job.yaml";
    private static final String POLICY = "policy";

    private final InitRequest request;
    private final Duration share;
    private final List<SourceDraft> sources = new ArrayList<>();
    private final Map<SourceDraft, List<FileEntry>> files = new IdentityHashMap<>();
    private final Map<SourceDraft, Map<String, Census>> flags = new IdentityHashMap<>();
    private boolean whole = true;

    private FirstHour(InitRequest request) {
        this.request = request;
        // Every source is read twice: first to recognise its columns, then for their values.
        this.share = request.time()
                .dividedBy(2L
                        * Math.max(
                                1,
                                request.paths().values().stream()
                                        .mapToInt(List::size)
                                        .sum()));
    }

    /**
     * Inspects the deliveries and writes the files, which must not exist yet.
     *
     * @throws io.crumbless.process.Failure caller if a file would be overwritten, or a path matches no file
     * @throws Stopped if the thread is asked to stop; nothing is written then
     */
    public static InitReport draft(InitRequest request) {
        return new FirstHour(request).draft();
    }

    private InitReport draft() {
        List<Path> targets = new ArrayList<>(List.of(request.folder().resolve(JOB)));
        PolicyFileNames.NAMES.forEach(
                name -> targets.add(request.folder().resolve(POLICY).resolve(name)));
        NewFiles.requireNone(request.folder(), targets);
        look();
        PolicyDraft policy = policy();
        Map<Path, String> texts = new TreeMap<>();
        texts.put(request.folder().resolve(JOB), JobText.of(jobName(), sources, policy.attributes(), flagWords()));
        policy.files()
                .forEach((name, text) ->
                        texts.put(request.folder().resolve(POLICY).resolve(name), text));
        Stopped.ifAsked("Stopped: nothing was written");
        NewFiles.write(texts);
        return report(policy, List.copyOf(texts.keySet()));
    }

    private String jobName() {
        Path last = request.folder().getFileName();
        String name = Slug.source(last == null ? "nightly" : last.toString(), Set.of());
        return name.length() > 1 ? name : "nightly";
    }

    private void look() {
        Set<String> names = new HashSet<>();
        List<SourceDraft> drafts = new ArrayList<>();
        List<List<FileEntry>> deliveries = new ArrayList<>();
        for (SourceKind kind : SourceKind.values()) {
            for (Location path : request.paths().getOrDefault(kind, List.of())) {
                List<FileEntry> found = DeliveryGroups.files(path);
                SourceLook look = SourceInspector.look(
                        request.shown().apply(path.readable().text()), found, share);
                String written = JobPath.of(path, request.folder(), found);
                String name = Slug.source(written, names);
                names.add(name);
                SourceDraft draft = MappingGuess.of(kind, name, written, look);
                drafts.add(draft);
                deliveries.add(found);
            }
        }
        KeyHints hints = new KeyHints(drafts);
        for (int i = 0; i < drafts.size(); i++) {
            SourceDraft draft = drafts.get(i).with(hints.of(drafts.get(i)));
            sources.add(draft);
            files.put(draft, deliveries.get(i));
        }
    }

    private PolicyDraft policy() {
        Census segments = new Census(request.atLeast());
        Census methods = new Census(request.atLeast());
        Questions questions = new Questions(request.atLeast());
        List<String> legacy = new ArrayList<>();
        for (SourceDraft source : sources) {
            switch (source.kind()) {
                case MEMBERSHIPS -> {
                    if (source.shape().equals(SourceDraft.WIDE)) {
                        legacy.addAll(source.answers());
                    } else {
                        read(source, row -> {
                            segments(source, row, segments);
                            flags(source, row);
                        });
                    }
                }
                case LINKS ->
                    read(source, row -> {
                        names(source, ColumnRole.METHOD, row, methods);
                        flags(source, row);
                    });
                case DECLARATIONS -> {
                    if (source.hasAnswers()) {
                        questions.ask(source);
                        read(source, row -> questions.add(source, row));
                    }
                }
                case OPT_OUTS, ERASURES -> read(source, row -> flags(source, row));
            }
        }
        List<String> found = methods.common().stream().map(Census.Counted::name).toList();
        return new PolicyDraft(questions.drafts(), SegmentsDraft.of(segments), found, legacy);
    }

    private Map<SourceDraft, Map<String, List<String>>> flagWords() {
        Map<SourceDraft, Map<String, List<String>>> words = new LinkedHashMap<>();
        flags.forEach((source, columns) -> {
            Map<String, List<String>> found = new LinkedHashMap<>();
            columns.forEach((column, census) ->
                    found.put(column, List.copyOf(new TreeSet<>(census.counts().keySet()))));
            words.put(source, found);
        });
        return words;
    }

    private void flags(SourceDraft source, SampleRow row) {
        for (String column : source.flags()) {
            Census census = flags.computeIfAbsent(source, any -> new LinkedHashMap<>())
                    .computeIfAbsent(column, any -> new Census(request.atLeast()));
            row.said(column).forEach(word -> census.add(word, key(source, row)));
        }
    }

    private void read(SourceDraft source, Consumer<SampleRow> taker) {
        Set<String> columns = new HashSet<>(source.columns().values());
        columns.addAll(source.answers());
        columns.addAll(source.flags());
        whole &= SampledRows.read(
                files.getOrDefault(source, List.of()), source.look().form(), columns, share, taker);
    }

    private static void segments(SourceDraft source, SampleRow row, Census segments) {
        String column = source.column(ColumnRole.SEGMENT)
                .orElse(source.column(ColumnRole.ATTRIBUTE).orElse(""));
        boolean parted = source.shape().equals("list")
                && !source.look().column(column).map(ColumnLook::list).orElse(false);
        for (String text : row.said(column)) {
            List<String> keys = source.preset().map(PresetSigns::pairKeys).orElse(List.of());
            List<String> single = parted ? Arrays.asList(text.split("[|,;]")) : List.of(text);
            List<String> items = keys.isEmpty() ? single : PairedItems.values(text, keys);
            items.stream()
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .forEach(item -> segments.add(item, key(source, row)));
        }
    }

    private static void names(SourceDraft source, ColumnRole role, SampleRow row, Census names) {
        source.column(role).ifPresent(column -> row.said(column).forEach(name -> names.add(name, key(source, row))));
    }

    /**
     * The key of the person or cookie in a row. Rows without a key share one, so that their values do not count as seen
     * with several people.
     */
    static String key(SourceDraft source, SampleRow row) {
        String column = source.column(ColumnRole.SUBJECT_ID)
                .orElse(source.column(ColumnRole.COOKIE_ID).orElse(""));
        List<String> keys = row.said(column);
        return keys.isEmpty() ? "" : keys.get(0);
    }

    private InitReport report(PolicyDraft policy, List<Path> written) {
        Inspection inspection =
                Inspection.of(sources.stream().map(SourceDraft::answeringLook).toList());
        return new InitReport(
                inspection,
                request.folder().resolve(POLICY),
                written,
                policy.segments().common().size(),
                policy.segments().rare(),
                policy.attributes().size(),
                whole,
                decisions(policy));
    }

    private List<String> decisions(PolicyDraft policy) {
        List<String> decisions = new ArrayList<>();
        for (SourceDraft source : sources) {
            Undecided.of(source).forEach(decision -> decisions.add(JOB + ", " + source.name() + ": " + decision));
        }
        decisions.add("policy/purposes.yaml: for which purposes the answers may be used, and the notices that "
                + "explained them");
        decisions.add("policy/attributes.yaml: category, sensitivity, purposes and period of "
                + Quantity.of(policy.attributes().size(), "attribute"));
        decisions.add(
                "policy/provenance.yaml: which link methods are trusted, and whether any legacy value was typed in by"
                        + " people themselves");
        decisions.add("policy/segments.csv: how segments were built, if any are to be more than unknown; all of "
                + Quantity.of(policy.segments().common().size(), "segment") + " are unknown, and are removed");
        decisions.add("policy/jurisdictions.yaml: which law applies, and what to do if a person's age is unknown");
        return decisions;
    }
}
