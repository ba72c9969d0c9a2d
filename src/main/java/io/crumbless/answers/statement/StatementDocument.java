package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.AnswerContext.Gap;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.HandedTo;
import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.explain.Explanation.RefusedRecord;
import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LegacyHoldings.Holding;
import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Fact;
import io.crumbless.answers.page.Document.Facts;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.wording.Citations;
import io.crumbless.answers.wording.OptOutWords;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Sections;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.merge.ContactMoment;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.night.delivery.Activation;
import io.crumbless.night.job.Controller;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Informs a person about their own data in plain words: what they declared, how it was used, when it will be deleted,
 * what was deleted, what is never kept (GDPR Art. 12(1), 13 to 15, 20).
 */
public final class StatementDocument {
    private static final List<String> NEVER_KEPT = List.of("inferred", "acquired", "observed", "cookies");

    private final Explanation explanation;
    private final AnswerContext besides;
    private final Optional<Issued> issued;
    private final Sentences sentences;
    private final Wording wording;
    private final Sections sections;
    private final PrivacyLaw law;
    private final Citations citations;

    private StatementDocument(
            Explanation explanation, AnswerContext besides, Optional<Issued> issued, Sentences sentences) {
        this.issued = issued;
        this.explanation = explanation;
        this.besides = besides;
        this.sentences = sentences;
        this.law = PrivacyLaw.of(explanation, besides);
        this.citations = new Citations(sentences);
        this.wording = new Wording(explanation, law, sentences);
        this.sections = new Sections(sentences);
    }

    public static Document of(Explanation explanation, AnswerContext besides, Sentences sentences) {
        return new StatementDocument(explanation, besides, Optional.empty(), sentences).document();
    }

    /** As a letter. */
    public static Document of(Explanation explanation, AnswerContext besides, Issued issued, Sentences sentences) {
        return new StatementDocument(explanation, besides, Optional.of(issued), sentences).document();
    }

    private Document document() {
        for (HeldValue held : explanation.held()) {
            String value = wording.plain(held.attribute(), held.items());
            sections.add(
                    sentences.of("value.head", wording.plainTitle(held.attribute()), value),
                    List.of(new Facts(facts(held))));
        }
        sections.addItems("you.section.earlier", earlier());
        sections.addItems("you.section.withdrawn", withdrawn());
        sections.addItems("you.section.done", done());
        sections.addItems(
                "you.section.refused",
                explanation.refused().stream().map(this::refused).toList());
        sections.addItems("you.section.deleted", deleted());
        sections.addItems("you.section.kept-out", keptOut());
        besides.legacy().ifPresent(this::legacy);
        sections.addItems("you.section.whereabouts", whereabouts());
        sections.addItems("you.section.never", never());
        sections.addItems("you.section.rights", rights());
        sections.add(sentences.of("you.section.notices"), wording.notices(explanation.held()));
        return new Document(
                sentences.language(),
                sentences.of("you.title", explanation.subject()),
                explanation.manifest().runId(),
                lead(),
                sections.all());
    }

    private List<Item> fixed(String prefix, List<String> keys) {
        return keys.stream()
                .map(key -> new Item(sentences.of(prefix + key), List.of()))
                .toList();
    }

    /** Old entries of an account serve purposes that nobody had explained when they were typed in. */
    private List<Item> never() {
        List<Item> items = new ArrayList<>(fixed("you.never.", NEVER_KEPT));
        items.add(new Item(
                sentences.of(holdsProvided() ? "you.never.purposes.provided" : "you.never.purposes"), List.of()));
        return items;
    }

    private boolean holdsProvided() {
        return explanation.held().stream().anyMatch(held -> held.lineage().origin() != Origin.DECLARED);
    }

    private List<Block> lead() {
        List<String> lead = new ArrayList<>();
        issued.ifPresent(letter -> lead.add(issuedOn(letter)));
        Instant asOf = Instant.parse(explanation.manifest().asOf());
        besides.controller().map(Controller::name).ifPresent(name -> lead.add(sentences.of("you.controller", name)));
        lead.add(sentences.of("you.as-of", sentences.cutOff(asOf, wording.zone())));
        explanation
                .withdrawnUntil()
                .ifPresent(until -> lead.add(sentences.of("you.taken-back", sentences.cutOff(until, wording.zone()))));
        explanation
                .erasure()
                .ifPresent(requests -> lead.addAll(
                        wording.erasure("you.", requests, explanation.isEmpty() ? "you.erased" : "you.erased-since")));
        if (explanation.erasedAt().isEmpty()) {
            lead.add(sentences.of(intro()));
        }
        if (explanation.log().stream().anyMatch(entry -> entry.fate() == Fate.RESTRICTED)) {
            lead.add(sentences.of(explanation.held().isEmpty() ? "you.restricted" : "you.restricted-in-part"));
        }
        if (explanation.isEmpty() ? besides.foundSomething() : besides.foundInLegacy()) {
            lead.add(sentences.of("you.found-elsewhere"));
        }
        if (besides.gaps().contains(Gap.ERASURES)) {
            lead.add(sentences.of("you.erasures-unknown"));
        }
        if (besides.gaps().contains(Gap.LATER_ERASURES)) {
            lead.add(sentences.of("you.later-erasures-unknown"));
        }
        if (besides.gaps().contains(Gap.LEGACY)) {
            lead.add(sentences.of("you.legacy-not-read"));
        }
        List<LocalDate> nights = explanation.usage().nights();
        if (!explanation.isEmpty()) {
            lead.add(sentences.of("you.nights", wording.nights(nights)));
        }
        return Sections.paragraphs(lead);
    }

    private String issuedOn(Issued letter) {
        String day = sentences.day(LocalDate.ofInstant(letter.at(), wording.zone()));
        return letter.reference()
                .map(reference -> sentences.of("you.issued-for", day, reference))
                .orElse(sentences.of("you.issued", day));
    }

    private String intro() {
        if (explanation.isEmpty()) {
            return "you.unknown";
        }
        if (explanation.held().isEmpty()) {
            return "you.no-value";
        }
        return holdsProvided() ? "you.intro.provided" : "you.intro";
    }

    private List<Fact> facts(HeldValue held) {
        Lineage lineage = held.lineage();
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("told", declared(held)));
        facts.add(fact("why", why(lineage)));
        facts.add(new Fact(sentences.of("you.label.used"), used(held)));
        facts.add(fact("until", until(held)));
        NoticeRef notice = lineage.notice();
        if (notice != null) {
            facts.add(fact(
                    "shown",
                    sentences.of("you.shown", notice.id(), notice.version(), sentences.language(notice.language()))));
        }
        return facts;
    }

    private Fact fact(String label, String sentence) {
        return new Fact(sentences.of("you.label." + label), sentence);
    }

    private String declared(HeldValue held) {
        Lineage lineage = held.lineage();
        String at = wording.at(lineage.declaredAtMicros());
        if (lineage.origin() != Origin.DECLARED) {
            return sentences.of("you.provided", at);
        }
        Optional<Statement> statement = held.evidence().map(LogEntry::statement);
        StringBuilder text = new StringBuilder(sentences.of(
                held.saidByGuardian() ? "you.told.guardian" : "you.told", at, wording.channel(lineage.channel())));
        if (statement.map(Statement::recordedBy).isPresent()) {
            text.append(' ')
                    .append(sentences.of(
                            statement.filter(Statement::confirmed).isPresent()
                                    ? "you.recorded-and-confirmed"
                                    : "you.recorded"));
        }
        if (!lineage.accumulatedFrom().isEmpty()) {
            text.append(' ').append(sentences.of("you.gathered"));
        }
        return text.toString();
    }

    private String why(Lineage lineage) {
        String why = sentences.of("you.why", wording.plainPurposes(lineage.purposes()));
        Set<String> bases = wording.bases().of(lineage);
        if (bases.isEmpty()) {
            return law.citesGdpr() ? why + " " + sentences.of("you.basis.unstated") : why;
        }
        return why + " " + sentences.of("you.basis", String.join("; ", bases));
    }

    private List<String> used(HeldValue held) {
        Lineage lineage = held.lineage();
        List<String> used = new ArrayList<>(used(held.attribute(), lineage.source(), lineage.declarationId())
                .toList());
        explanation.moments().stream()
                .filter(moment -> moment.attribute().equals(held.attribute()))
                .map(this::planned)
                .forEach(used::add);
        besides.activations().stream()
                .filter(activation -> isBecauseOf(held, activation))
                .map(this::done)
                .forEach(used::add);
        return used.isEmpty() ? List.of(sentences.of("you.used.nothing")) : used;
    }

    /** Extracts only: a contact moment is recognised by its days. */
    private Stream<String> used(String attribute, String source, @Nullable String id) {
        return explanation.usage().of(attribute, source, id).stream()
                .filter(use -> use.to() == HandedTo.EXTRACT)
                .map(use ->
                        sentences.of("you.used", wording.plainPurpose(use.purpose()), wording.nights(use.nights())));
    }

    private String planned(ContactMoment moment) {
        return sentences.of(
                "you.planned",
                sentences.day(moment.opens()),
                sentences.day(moment.closes()),
                wording.through(moment.channel()),
                wording.plainPurpose(moment.purpose()));
    }

    private String done(Activation activation) {
        StringBuilder done =
                new StringBuilder(sentences.of("you.done", wording.at(activation.atMicros()), activation.action()));
        String channel = activation.channel();
        if (channel != null) {
            done.append(' ').append(sentences.of("activation.through", wording.through(channel)));
        }
        String purpose = activation.purpose();
        if (purpose != null) {
            done.append(' ').append(sentences.of("activation.for", wording.plainPurpose(purpose)));
        }
        return done.toString();
    }

    /** By the statement that the log names; where it names none, by attribute and time: nothing is done before it is said. */
    private static boolean isBecauseOf(HeldValue held, Activation activation) {
        Lineage lineage = held.lineage();
        String id = activation.declarationId();
        if (!held.attribute().equals(activation.attribute())) {
            return false;
        }
        return id == null
                ? activation.atMicros() >= lineage.declaredAtMicros()
                : id.equals(lineage.declarationId())
                        || lineage.accumulatedFrom().stream()
                                .anyMatch(part -> part.declarationId().equals(id));
    }

    private static boolean isBecauseOf(Statement statement, Activation activation) {
        return statement.attribute().equals(activation.attribute())
                && statement.declarationId().equals(activation.declarationId());
    }

    private boolean standsElsewhere(Activation activation) {
        return explanation.held().stream().anyMatch(held -> isBecauseOf(held, activation))
                || earlierEntries().anyMatch(entry -> isBecauseOf(entry.statement(), activation));
    }

    /** What was done because of no answer that is reported. */
    private List<Item> done() {
        List<Item> items = new ArrayList<>();
        for (Activation activation : besides.activations()) {
            String attribute = activation.attribute();
            if (!standsElsewhere(activation)) {
                items.add(new Item(
                        done(activation),
                        attribute == null
                                ? List.of()
                                : List.of(sentences.of("activation.because", wording.plainTitle(attribute)))));
            }
        }
        explanation
                .usesOfNothingListed()
                .filter(use -> use.to() == HandedTo.EXTRACT)
                .forEach(use -> items.add(new Item(
                        wording.plainTitle(use.attribute()) + ".",
                        List.of(sentences.of(
                                "you.used", wording.plainPurpose(use.purpose()), wording.nights(use.nights()))))));
        return items;
    }

    private String until(HeldValue held) {
        Integer last = held.lineage().validUntilEpochDay();
        return last == null
                ? sentences.of("you.until.open")
                : sentences.of("you.until.day", sentences.day(LocalDate.ofEpochDay(last)));
    }

    /** Declarations that are not in force; those in force are shown above. */
    private List<Item> earlier() {
        return earlierEntries().map(this::earlier).toList();
    }

    private Stream<LogEntry> earlierEntries() {
        return explanation.log().stream()
                .filter(entry -> entry.statement().declares() && entry.fate() != Fate.IN_FORCE);
    }

    private Item earlier(LogEntry entry) {
        Statement statement = entry.statement();
        String value = statement.value();
        String title = wording.plainTitle(statement.attribute());
        String what = value == null
                ? title
                : title + ": " + sentences.quoted(wording.plainShown(statement.attribute(), value));
        List<String> below = new ArrayList<>();
        below.add(sentences.of("you.fate." + entry.fate().word()));
        List<String> used = used(statement.attribute(), statement.source(), statement.declarationId())
                .toList();
        below.addAll(used);
        besides.activations().stream()
                .filter(activation -> isBecauseOf(statement, activation))
                .map(this::done)
                .forEach(below::add);
        if (!used.isEmpty() && !entry.fate().keepsValue()) {
            below.add(sentences.of("you.copies"));
        }
        return new Item(
                sentences.of(
                        "you.earlier",
                        what,
                        wording.at(statement.declaredAtMicros()),
                        wording.channel(statement.channel())),
                below);
    }

    private List<Item> withdrawn() {
        return explanation.log().stream()
                .filter(entry -> !entry.statement().declares())
                .map(this::withdrawn)
                .toList();
    }

    private Item optOut(LogEntry entry) {
        Statement statement = entry.statement();
        OptOutWords words = new OptOutWords(explanation.policy(), sentences);
        List<String> taken = words.takes(statement);
        String effect = entry.fate() == Fate.FUTURE
                ? sentences.of("you.fate.future")
                : taken.isEmpty()
                        ? sentences.of("you.opt-out.takes-nothing")
                        : sentences.of("you.withdrawn.purposes", wording.plainPurposes(taken));
        return new Item(
                sentences.of("you.opt-out.line", words.about(statement), wording.at(statement.declaredAtMicros())),
                List.of(effect));
    }

    private Item withdrawn(LogEntry entry) {
        Statement statement = entry.statement();
        if (OptOutWords.isOne(statement)) {
            return optOut(entry);
        }
        String what = statement.attribute().equals(Statement.EVERYTHING)
                ? sentences.of("you.everything")
                : wording.plainTitle(statement.attribute());
        return new Item(
                sentences.of(
                        "you.withdrawn",
                        what,
                        wording.at(statement.declaredAtMicros()),
                        wording.channel(statement.channel())),
                entry.fate() == Fate.FUTURE ? List.of(sentences.of("you.fate.future")) : effect(statement));
    }

    /** What is not used since a withdrawal, and until when where the person said it again. */
    private List<String> effect(Statement withdrawal) {
        return withdrawal.purposes().isEmpty() ? effectOnAll(withdrawal) : effectOnPurposes(withdrawal);
    }

    private List<String> effectOnAll(Statement withdrawal) {
        List<Statement> again = explanation.saidAgain(withdrawal, Optional.empty());
        boolean everything = withdrawal.attribute().equals(Statement.EVERYTHING);
        if (!everything && !again.isEmpty()) {
            return List.of(sentences.of(
                    "you.withdrawn.all.until", wording.at(again.get(0).declaredAtMicros())));
        }
        List<String> effect = new ArrayList<>(List.of(sentences.of("you.withdrawn.all")));
        again.forEach(later -> effect.add(sentences.of(
                "you.withdrawn.again", wording.plainTitle(later.attribute()), wording.at(later.declaredAtMicros()))));
        return effect;
    }

    private List<String> effectOnPurposes(Statement withdrawal) {
        List<String> lasting = new ArrayList<>();
        List<String> until = new ArrayList<>();
        for (String purpose : withdrawal.purposes()) {
            List<Statement> again = explanation.saidAgain(withdrawal, Optional.of(purpose));
            if (again.isEmpty()) {
                lasting.add(purpose);
            } else {
                until.add(sentences.of(
                        "you.withdrawn.purpose.until",
                        wording.plainPurpose(purpose),
                        wording.at(again.get(0).declaredAtMicros())));
            }
        }
        List<String> effect = new ArrayList<>();
        if (!lasting.isEmpty()) {
            effect.add(sentences.of("you.withdrawn.purposes", wording.plainPurposes(lasting)));
        }
        effect.addAll(until);
        return effect;
    }

    private Item refused(RefusedRecord refused) {
        return new Item(
                sentences.of("you.refused", refused.source(), wording.nights(refused.nights())),
                List.of(wording.reason(refused.reason()), sentences.of(remedy(refused.reason()))));
    }

    /** A minor cannot repeat the declaration without a guardian. */
    private static String remedy(String reason) {
        return reason.equals(Refusal.MINOR_WITHOUT_GUARDIAN.word())
                ? "you.refused.remedy.guardian"
                : "you.refused.remedy";
    }

    /** Values that ended. */
    private List<Item> deleted() {
        List<Item> items = new ArrayList<>();
        long withdrawn = gone(Fate.WITHDRAWN);
        long expired = gone(Fate.EXPIRED);
        if (withdrawn > 0) {
            items.add(new Item(sentences.of("you.deleted.withdrawn", withdrawn), List.of()));
        }
        if (expired > 0) {
            items.add(new Item(sentences.of("you.deleted.expired", expired), List.of()));
        }
        long tooYoung = gone(Fate.MINOR);
        if (tooYoung > 0) {
            items.add(new Item(sentences.of("you.deleted.minor", tooYoung), List.of()));
        }
        return items;
    }

    /** What cookies had left, by origin over all sources. */
    private List<Item> keptOut() {
        List<Item> items = new ArrayList<>();
        Map<Origin, Long> byOrigin = new TreeMap<>();
        for (Removal removed : explanation.removed()) {
            byOrigin.merge(removed.origin(), removed.values(), Long::sum);
        }
        byOrigin.forEach((origin, values) ->
                items.add(new Item(sentences.of("you.kept-out." + origin.word(), values), sources(origin))));
        if (!byOrigin.isEmpty()) {
            String elsewhere = besides.legacy().isPresent() ? "you.kept-out.below" : "you.kept-out.elsewhere";
            items.add(new Item(sentences.of("you.kept-out.silence") + " " + sentences.of(elsewhere), List.of()));
        }
        return items;
    }

    /** Where what was bought came from, which is owed to the person (GDPR Art. 15(1)(g)). */
    private List<String> sources(Origin origin) {
        String sources = explanation.removed().stream()
                .filter(removed -> removed.origin() == origin)
                .map(removed -> sentences.quoted(removed.source()))
                .distinct()
                .collect(Collectors.joining(", "));
        return origin == Origin.ACQUIRED
                ? List.of(sentences.of("you.kept-out.source", sources, sourceCitation()))
                : List.of();
    }

    private String sourceCitation() {
        return law.citation("source").map(citations::bracketed).orElse("");
    }

    private void legacy(LegacyHoldings legacy) {
        List<String> more = new ArrayList<>();
        if (legacy.optedOut()) {
            more.add(sentences.of("you.legacy.opted-out"));
        }
        if (legacy.unreadRows() > 0) {
            more.add(sentences.counted("you.legacy.unread", legacy.unreadRows()));
        }
        sections.add(sentences.of("you.section.legacy"), wording.legacy("you.legacy.", legacy, more, this::holding));
    }

    private Item holding(Holding holding) {
        String title = holding.title();
        String name = title == null ? holding.name() : title;
        String value = holding.value();
        String score = holding.score();
        List<String> below = new ArrayList<>();
        below.add(sentences.of("you.legacy.origin." + holding.origin().word()));
        if (holding.origin() == Origin.ACQUIRED) {
            below.add(bought(holding));
        }
        if (score != null) {
            below.add(sentences.of("legacy.score", score));
        }
        return new Item(value == null ? name : name + ": " + sentences.quoted(value), below);
    }

    private String bought(Holding holding) {
        String collectedBy = holding.collectedBy();
        String source = sentences.quoted(holding.source());
        return collectedBy == null
                ? sentences.of("you.kept-out.source", source, sourceCitation())
                : sentences.of("you.legacy.bought", source, sentences.quoted(collectedBy), sourceCitation());
    }

    private long gone(Fate fate) {
        return explanation.log().stream()
                .filter(entry -> entry.fate() == fate && entry.statement().declares())
                .count();
    }

    /** What only the controller knows (GDPR Art. 15(1)(c), (h), 15(2)): quoted as theirs, or reported as not stated. */
    private List<Item> whereabouts() {
        if (explanation.isEmpty() && !besides.foundSomething()) {
            return List.of();
        }
        Optional<Controller> controller = besides.controller();
        Optional<List<String>> stored =
                controller.flatMap(Controller::storedIn).map(wording::place).map(List::of);
        List<String> items = new ArrayList<>();
        items.add(stated("you.recipients", controller.flatMap(Controller::recipients)));
        items.add(stated("you.stored", stored));
        transfers(controller.flatMap(Controller::transfers).map(wording::transfers))
                .ifPresent(items::add);
        items.add(sentences.of("you.decisions.program") + " "
                + stated("you.decisions", controller.flatMap(Controller::automatedDecisions)));
        return items.stream().map(sentence -> new Item(sentence, List.of())).toList();
    }

    /** Third countries are those of the GDPR: that there are none says nothing to whom another law protects. */
    private Optional<String> transfers(Optional<List<String>> transfers) {
        if (law.citesGdpr()) {
            return Optional.of(stated("you.transfers", transfers));
        }
        return transfers.filter(list -> !list.isEmpty()).map(list -> stated("you.transfers.abroad", transfers));
    }

    private String stated(String key, Optional<List<String>> list) {
        String cited = law.citation("decisions").map(citations::bracketed).orElse("");
        if (list.isEmpty()) {
            return sentences.of(key + ".unstated", "", "", cited);
        }
        String by = besides.controller().map(Controller::name).orElse("");
        return list.get().isEmpty()
                ? sentences.of(key + ".none", by, "", cited)
                : sentences.of(key, by, String.join("; ", list.get()), cited);
    }

    private List<Item> rights() {
        // Whose answers are all gone has none to change, and a new one is not taken before the person is re-admitted.
        boolean erased = explanation.erasedAt().isPresent() && explanation.isEmpty();
        List<Item> items = new ArrayList<>();
        if (erased) {
            items.add(new Item(sentences.of("you.right.return"), List.of()));
        }
        law.rights(!erased, !erased || besides.foundInLegacy())
                .forEach(right -> items.add(new Item(
                        sentences.of("you.right." + right.key(), citations.bracketed(right.citation())), List.of())));
        besides.controller()
                .ifPresent(controller ->
                        items.add(new Item(sentences.of("you.contact", controller.contact()), List.of())));
        besides.controller()
                .flatMap(Controller::dataProtectionOfficer)
                .ifPresent(officer -> items.add(new Item(sentences.of("you.officer", officer), List.of())));
        besides.controller()
                .flatMap(Controller::authority)
                .ifPresent(authority -> items.add(new Item(sentences.of("you.authority", authority), List.of())));
        return items;
    }
}
