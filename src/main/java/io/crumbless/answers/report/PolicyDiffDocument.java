package io.crumbless.answers.report;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Fact;
import io.crumbless.answers.page.Document.Facts;
import io.crumbless.answers.page.Document.FileLine;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.page.Document.Items;
import io.crumbless.answers.page.Document.Listing;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.page.Document.Section;
import io.crumbless.answers.page.Document.Table;
import io.crumbless.answers.wording.Sections;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.night.run.PolicyDifference;
import io.crumbless.night.run.PolicyDifference.Bound;
import io.crumbless.night.run.PolicyDifference.Example;
import io.crumbless.night.run.PolicyDifference.Place;
import io.crumbless.night.run.PolicyDifference.PurposeChange;
import io.crumbless.night.run.PolicyDifference.RefusalChange;
import io.crumbless.night.run.PolicyDifference.Trace;
import io.crumbless.night.run.PolicyDifference.ValueChange;
import io.crumbless.settings.policy.PolicyComparison;
import io.crumbless.settings.policy.PolicyComparison.Change;
import io.crumbless.settings.policy.PolicyComparison.FileChange;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What would change under another policy, for the person who signs it off. */
public final class PolicyDiffDocument {
    private static final int HASH_DIGITS = 12;

    private static final int HASH_SHOWN = 12;

    private final Policy before;
    private final Policy after;
    private final PolicyComparison comparison;
    private final Optional<PolicyDifference> difference;
    private final Sentences sentences;

    /** @param difference its effect on a night; empty if only the policies are compared */
    public PolicyDiffDocument(
            Policy before,
            Policy after,
            PolicyComparison comparison,
            Optional<PolicyDifference> difference,
            Sentences sentences) {
        this.before = before;
        this.after = after;
        this.comparison = comparison;
        this.difference = difference;
        this.sentences = sentences;
    }

    /** For a terminal: without the texts, and without a sign-off section. */
    public Document brief(String oldPlace, String newPlace) {
        return document(oldPlace, newPlace, List.of());
    }

    /** The complete document, to be signed elsewhere. */
    public Document whole(String oldPlace, String newPlace) {
        return document(oldPlace, newPlace, texts());
    }

    private List<Section> texts() {
        if (comparison.files().isEmpty()) {
            return List.of();
        }
        return List.of(new Section(
                sentences.of("diff.texts"),
                comparison.files().stream()
                        .map(file -> (Block) new Listing(file.file(), lines(file), hashes(file)))
                        .toList()));
    }

    /** The complete document, with a sign-off section. */
    public Document forSignOff(String oldPlace, String newPlace) {
        List<Section> more = new ArrayList<>(texts());
        more.add(new Section(
                sentences.of("diff.sign"),
                List.of(
                        new Paragraph(sentences.of("diff.sign.text")),
                        new Facts(List.of(blank("sign.name"), blank("sign.date"), blank("sign.signature"))))));
        return document(oldPlace, newPlace, more);
    }

    /** Without the two lines with file names, which are in the heading. */
    private static List<FileLine> lines(FileChange file) {
        return file.unified()
                .lines()
                .skip(2)
                .map(line -> new FileLine(line, kind(line)))
                .toList();
    }

    private static FileLine.Kind kind(String line) {
        if (line.startsWith("@@")) {
            return FileLine.Kind.PLACE;
        } else if (line.startsWith("+")) {
            return FileLine.Kind.ADDED;
        }
        return line.startsWith("-") ? FileLine.Kind.REMOVED : FileLine.Kind.SAME;
    }

    private Fact blank(String key) {
        return new Fact(sentences.of(key), sentences.of("sign.blank"));
    }

    private Document document(String oldPlace, String newPlace, List<Section> more) {
        List<Section> sections = new ArrayList<>();
        List<Block> what = new ArrayList<>(List.of(facts(oldPlace, newPlace)));
        difference.map(this::counts).ifPresent(what::add);
        sections.add(new Section(sentences.of("diff.old") + " → " + sentences.of("diff.new"), what));
        if (difference.isPresent()) {
            effects(difference.get(), sections);
        }
        if (!comparison.changes().isEmpty()) {
            sections.add(new Section(sentences.of("diff.changes"), List.of(changes())));
        }
        if (!comparison.files().isEmpty()) {
            sections.add(new Section(
                    sentences.of("diff.files"),
                    List.of(new Items(comparison.files().stream()
                            .map(file -> new Item(
                                    sentences.of("diff.file", file.file(), file.added(), file.removed()), List.of()))
                            .toList()))));
        }
        difference
                .filter(one -> !one.bounds().isEmpty())
                .ifPresent(one -> sections.add(new Section(
                        sentences.of("diff.bounds"),
                        List.of(new Items(one.bounds().stream().map(this::bound).toList())))));
        sections.addAll(more);
        List<String> lead = new ArrayList<>(List.of(lead()));
        if (comparison.isOfWordsOnly()) {
            lead.add(sentences.of("diff.lead.words"));
        }
        return new Document(
                sentences.language(),
                sentences.of("diff.title"),
                comparison.oldVersion().substring(0, HASH_SHOWN) + " → "
                        + comparison.newVersion().substring(0, HASH_SHOWN),
                Sections.paragraphs(lead),
                sections);
    }

    private String lead() {
        if (comparison.isEmpty()) {
            return sentences.of("diff.none");
        }
        return difference
                .map(one -> sentences.of("diff.lead.night", sentences.day(one.businessDate())))
                .orElseGet(() -> sentences.of("diff.lead.texts"));
    }

    private Item bound(Bound bound) {
        String key = "diff.bound." + bound.limit().name().toLowerCase(Locale.ROOT);
        return new Item(
                bound.of().isEmpty() ? sentences.of(key) : sentences.of(key, String.join(", ", bound.of())), List.of());
    }

    private Facts facts(String oldPlace, String newPlace) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(sentences.of("diff.old"), sentences.of("diff.policy", comparison.oldVersion(), oldPlace)));
        facts.add(new Fact(sentences.of("diff.new"), sentences.of("diff.policy", comparison.newVersion(), newPlace)));
        difference.ifPresent(one -> {
            facts.add(new Fact(sentences.of("diff.night"), sentences.day(one.businessDate())));
            facts.add(new Fact(
                    sentences.of("diff.share"),
                    one.share() == 1
                            ? sentences.of("diff.share.all")
                            : sentences.of("diff.share.some", percent(one.share()))));
        });
        return new Facts(facts);
    }

    private String percent(double share) {
        NumberFormat format = NumberFormat.getInstance(Locale.forLanguageTag(sentences.language()));
        format.setMaximumFractionDigits(4);
        return format.format(share * 100);
    }

    private Table counts(PolicyDifference one) {
        return new Table(
                List.of(
                        new Column(sentences.of("diff.counted"), Column.Kind.TEXT),
                        new Column(sentences.of("diff.old"), Column.Kind.NUMBER),
                        new Column(sentences.of("diff.new"), Column.Kind.NUMBER)),
                List.of(
                        counts(
                                "diff.subjects",
                                one.before().subjects(),
                                one.after().subjects()),
                        counts(
                                "diff.profiles",
                                one.before().profiles(),
                                one.after().profiles()),
                        counts("diff.values", one.before().values(), one.after().values()),
                        counts(
                                "diff.moments",
                                one.before().contactMoments(),
                                one.after().contactMoments())));
    }

    private List<String> counts(String key, long old, long now) {
        return List.of(sentences.of(key), sentences.number(old), sentences.number(now));
    }

    private void effects(PolicyDifference one, List<Section> sections) {
        List<Block> effects = one.isEmpty()
                ? List.of(new Paragraph(sentences.of("diff.effect.none")))
                : List.of(new Items(items(one)));
        sections.add(new Section(sentences.of("diff.effect"), effects));
        if (!one.moments().isEmpty()) {
            sections.add(new Section(
                    sentences.of("diff.moments.head"),
                    List.of(grouped(
                            one.moments(),
                            moment -> title(moment.attribute()) + ", " + purpose(moment.purpose()),
                            moment -> sentences.of(
                                    "diff.moment",
                                    moment.channel(),
                                    sentences.number(moment.gained()),
                                    sentences.number(moment.lost()),
                                    sentences.number(moment.moved()))))));
        }
        if (!one.refusals().isEmpty()) {
            sections.add(new Section(
                    sentences.of("diff.refusals"),
                    List.of(
                            new Paragraph(sentences.of("diff.refusals.note")),
                            grouped(
                                    one.refusals(),
                                    RefusalChange::source,
                                    refusal -> sentences.of(
                                            "diff.refusal",
                                            reason(refusal.reason()),
                                            sentences.number(refusal.before()),
                                            sentences.number(refusal.after()))))));
        }
        if (!one.examples().isEmpty()) {
            sections.add(new Section(
                    sentences.of("diff.examples"),
                    List.of(new Items(one.examples().stream().map(this::example).toList()))));
        }
    }

    /** One item per heading, with a line for each thing under it. */
    private static <T> Items grouped(List<T> things, Function<T, String> head, Function<T, String> line) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        things.forEach(thing -> lines.computeIfAbsent(head.apply(thing), any -> new ArrayList<>())
                .add(line.apply(thing)));
        return new Items(lines.entrySet().stream()
                .map(group -> new Item(group.getKey(), group.getValue()))
                .toList());
    }

    private String reason(String code) {
        String key = "refusal." + code;
        return sentences.has(key) ? sentences.of(key) : sentences.of("refusal.other", code);
    }

    /** One item for each attribute, with lines for values and purposes. */
    private List<Item> items(PolicyDifference one) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        Map<String, Spread> spreads = new LinkedHashMap<>();
        for (ValueChange change : one.values()) {
            Place place = change.place();
            String key = "diff.kind." + change.kind().name().toLowerCase(Locale.ROOT);
            spreads.computeIfAbsent(
                            key + place.attribute() + " " + place.origin(),
                            any -> new Spread(place.attribute(), key, List.of(origin(place)), new LinkedHashMap<>()))
                    .add(place.jurisdiction(), change.values());
        }
        for (PurposeChange change : one.purposes()) {
            add(spreads, change.place(), "diff.purpose.gained", change.purpose(), change.gained());
            add(spreads, change.place(), "diff.purpose.lost", change.purpose(), change.lost());
        }
        spreads.values().forEach(spread -> lines.computeIfAbsent(spread.attribute(), any -> new ArrayList<>())
                .add(line(spread)));
        List<Item> items = new ArrayList<>();
        lines.forEach((attribute, below) -> items.add(new Item(title(attribute), below)));
        return items;
    }

    /** One line: a number, and its distribution over jurisdictions. */
    private record Spread(String attribute, String key, List<String> of, Map<String, Long> jurisdictions) {
        void add(String jurisdiction, long values) {
            jurisdictions.merge(jurisdiction, values, Long::sum);
        }

        long values() {
            return jurisdictions.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private void add(Map<String, Spread> spreads, Place place, String key, String purpose, long values) {
        if (values > 0) {
            spreads.computeIfAbsent(
                            key + place.attribute() + " " + place.origin() + " " + purpose,
                            any -> new Spread(
                                    place.attribute(),
                                    key,
                                    List.of(origin(place), purpose(purpose)),
                                    new LinkedHashMap<>()))
                    .add(place.jurisdiction(), values);
        }
    }

    /** Jurisdictions with the largest numbers come first. */
    private String line(Spread spread) {
        String where = spread.jurisdictions().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> sentences.of(
                        "diff.place",
                        entry.getKey().isEmpty() ? sentences.of("diff.place.nowhere") : entry.getKey(),
                        sentences.number(entry.getValue())))
                .collect(Collectors.joining(", "));
        List<String> filledIn = new ArrayList<>(spread.of());
        filledIn.add(sentences.number(spread.values()));
        filledIn.add(where);
        return sentences.of(spread.key(), filledIn.toArray());
    }

    private String origin(Place place) {
        return sentences.of("diff.origin." + place.origin().word());
    }

    private String title(String attribute) {
        Optional<Attribute> known = after.attribute(attribute).or(() -> before.attribute(attribute));
        return known.map(one -> sentences.title(one.title(), attribute) + " (" + attribute + ")")
                .orElse(attribute);
    }

    private String purpose(String id) {
        return after.purpose(id)
                .or(() -> before.purpose(id))
                .map(purpose -> sentences.title(purpose.title(), id) + " (" + id + ")")
                .orElse(id);
    }

    private Item example(Example example) {
        List<String> below = new ArrayList<>();
        below.add(sentences.of("diff.trace.old", trace(example.before())));
        below.add(sentences.of("diff.trace.new", trace(example.after())));
        example.otherwise()
                .ifPresent(word ->
                        below.add(sentences.of("diff.otherwise", sentences.has(word) ? sentences.of(word) : word)));
        @Nullable Long shift = example.endShiftDays();
        if (shift != null && shift != 0) {
            below.add(sentences.counted(shift < 0 ? "diff.shift.earlier" : "diff.shift.later", Math.abs(shift)));
        }
        return new Item(
                sentences.of(
                        "diff.example",
                        example.person(),
                        title(example.place().attribute()),
                        sentences.of("diff.kind-alone." + example.kind().name().toLowerCase(Locale.ROOT))),
                below);
    }

    private String trace(@Nullable Trace trace) {
        if (trace == null) {
            return sentences.of("diff.trace.none");
        }
        String purposes = String.join(", ", trace.purposes());
        return trace.channel() == null || trace.notice() == null
                ? sentences.of("diff.trace.provided", trace.source(), trace.rule(), purposes)
                : sentences.of(
                        "diff.trace.declared",
                        trace.source(),
                        sentences.of("channel." + trace.channel()),
                        trace.notice(),
                        purposes);
    }

    private Items changes() {
        return grouped(
                comparison.changes(),
                change -> sentences.of("diff.change." + change.kind(), change.name()),
                this::line);
    }

    private String line(Change change) {
        if (change.before() == null) {
            return sentences.of("diff.change.came");
        } else if (change.after() == null) {
            return sentences.of("diff.change.went");
        }
        return change.field().isEmpty()
                ? sentences.of("diff.change.whole", change.before(), change.after())
                : sentences.of("diff.change.field", change.field(), change.before(), change.after());
    }

    private String hashes(FileChange file) {
        return sentences.of("diff.file.hashes", digits(file.oldSha256()), digits(file.newSha256()));
    }

    private static String digits(@Nullable String hash) {
        return hash == null ? "–" : hash.substring(0, HASH_DIGITS);
    }
}
