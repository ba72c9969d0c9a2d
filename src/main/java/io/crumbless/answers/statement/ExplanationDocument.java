package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.AnswerContext.Gap;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.explain.Explanation.RefusedRecord;
import io.crumbless.answers.explain.Explanation.Use;
import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LegacyHoldings.Holding;
import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Fact;
import io.crumbless.answers.page.Document.Facts;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.wording.Losses;
import io.crumbless.answers.wording.OptOutWords;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Sections;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Keep;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.merge.ContactMoment;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.StatementRef;
import io.crumbless.night.delivery.Activation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An explanation in sentences that a lawyer reads without an engineer. */
public final class ExplanationDocument {
    private final Explanation explanation;
    private final AnswerContext besides;
    private final Sentences sentences;
    private final Wording wording;
    private final Losses losses;
    private final Sections sections;

    private ExplanationDocument(Explanation explanation, AnswerContext besides, Sentences sentences) {
        this.explanation = explanation;
        this.besides = besides;
        this.sentences = sentences;
        this.wording = new Wording(explanation, PrivacyLaw.of(explanation, besides), sentences);
        this.sections = new Sections(sentences);
        this.losses = new Losses(explanation, sentences, wording);
    }

    public static Document of(Explanation explanation, AnswerContext besides, Sentences sentences) {
        return new ExplanationDocument(explanation, besides, sentences).document();
    }

    private Document document() {
        for (HeldValue held : explanation.held()) {
            String value = wording.shown(held.attribute(), held.items());
            sections.add(
                    sentences.of("value.head", wording.title(held.attribute()), value),
                    List.of(new Facts(facts(held))));
        }
        sections.addItems("section.others", others());
        sections.addItems("section.withdrawals", withdrawals());
        sections.addItems(
                "section.moments",
                explanation.moments().stream().map(this::moment).toList());
        sections.addItems("section.handed", handedEarlier());
        sections.addItems("section.activations", activations());
        sections.addItems(
                "section.refused",
                explanation.refused().stream().map(this::refused).toList());
        sections.addItems("section.removed", removed());
        besides.legacy().ifPresent(this::legacy);
        sections.add(sentences.of("section.notices"), wording.notices(explanation.held()));
        return new Document(
                sentences.language(),
                sentences.of("head.subject", explanation.subject()),
                explanation.manifest().runId(),
                lead(),
                sections.all());
    }

    private List<Block> lead() {
        List<String> lead = new ArrayList<>();
        Instant asOf = Instant.parse(explanation.manifest().asOf());
        lead.add(sentences.of(
                "head.snapshot",
                explanation.manifest().runId(),
                sentences.cutOff(asOf, wording.zone()),
                wording.zone().getId(),
                explanation.manifest().policyVersion().substring(0, 12)));
        explanation
                .withdrawnUntil()
                .ifPresent(until -> lead.add(sentences.of(
                        "head.taken-back",
                        sentences.cutOff(until, wording.zone()),
                        wording.zone().getId())));
        explanation.jurisdiction().ifPresent(code -> lead.add(sentences.of("head.jurisdiction", wording.place(code))));
        List<LocalDate> nights = explanation.usage().nights();
        if (nights.size() > 1 && !explanation.isEmpty()) {
            lead.add(sentences.of("head.nights", wording.nights(nights)));
        }
        if (besides.gaps().contains(Gap.ERASURES)) {
            lead.add(sentences.of("head.erasures-unknown"));
        }
        if (besides.gaps().contains(Gap.LATER_ERASURES)) {
            lead.add(sentences.of("head.later-erasures-unknown"));
        }
        explanation
                .erasure()
                .ifPresent(requests -> lead.addAll(wording.erasure(
                        "head.", requests, explanation.isEmpty() ? "head.erased" : "head.erased-since")));
        if (explanation.erasedAt().isEmpty() && explanation.isEmpty()) {
            lead.add(sentences.of("head.unknown"));
        }
        if (explanation.isEmpty() && besides.foundSomething()) {
            lead.add(sentences.of("head.found-elsewhere"));
        }
        if (besides.gaps().contains(Gap.LEGACY)) {
            lead.add(sentences.of("head.legacy-not-read"));
        }
        if (!explanation.isEmpty() && explanation.held().isEmpty()) {
            lead.add(sentences.of("head.no-value"));
        }
        if (explanation.log().stream().anyMatch(entry -> entry.fate() == Fate.RESTRICTED)) {
            lead.add(sentences.of("head.restricted"));
        }
        return Sections.paragraphs(lead);
    }

    private List<Fact> facts(HeldValue held) {
        Lineage lineage = held.lineage();
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("origin", sentences.of("origin." + lineage.origin().word())));
        facts.add(fact("said", said(held)));
        facts.add(fact("for", wording.purposes(lineage.purposes()) + "."));
        List<String> noLonger = held.evidence()
                .map(evidence -> losses.purposes(evidence.statement(), lineage.purposes()))
                .orElse(List.of());
        if (!noLonger.isEmpty()) {
            facts.add(new Fact(sentences.of("label.no-longer"), noLonger));
        }
        facts.add(fact("notice", notice(lineage.notice())));
        facts.add(new Fact(sentences.of("label.basis"), wording.bases().sentences(lineage)));
        facts.add(fact("until", until(held)));
        facts.add(fact("evidence", evidence(held)));
        facts.add(new Fact(sentences.of("label.handed"), handed(held)));
        List<String> rivals = rivals(held);
        if (!rivals.isEmpty()) {
            facts.add(new Fact(sentences.of("label.earlier"), rivals));
        }
        return facts;
    }

    private Fact fact(String label, String sentence) {
        return new Fact(sentences.of("label." + label), sentence);
    }

    private String said(HeldValue held) {
        Lineage lineage = held.lineage();
        String at = wording.at(lineage.declaredAtMicros());
        if (lineage.origin() != Origin.DECLARED) {
            return sentences.of("said.provided", at, wording.zone().getId(), lineage.source());
        }
        Optional<Statement> statement = held.evidence().map(LogEntry::statement);
        StringBuilder said = new StringBuilder(sentences.of(
                held.saidByGuardian() ? "said.guardian" : "said.self",
                at,
                wording.zone().getId(),
                wording.channel(lineage.channel())));
        if (lineage.elicitation() != null) {
            said.append(' ').append(sentences.of("said.elicited." + lineage.elicitation()));
        }
        statement.map(Statement::recordedBy).ifPresent(recorder -> said.append(' ')
                .append(sentences.of("said.recorded", recorder)));
        if (statement.filter(Statement::confirmed).isPresent()) {
            said.append(' ').append(sentences.of("said.confirmed"));
        }
        return said.toString();
    }

    private String notice(@Nullable NoticeRef shown) {
        if (shown == null) {
            return sentences.of("notice.none");
        }
        String key = wording.text(shown).isPresent() ? "notice.shown" : "notice.lost";
        return sentences.of(key, shown.id(), shown.version(), sentences.language(shown.language()));
    }

    private String until(HeldValue held) {
        Integer last = held.lineage().validUntilEpochDay();
        if (last == null) {
            return sentences.of("until.open");
        }
        String day = sentences.of("until.day", sentences.day(LocalDate.ofEpochDay(last)));
        if (held.lineage().origin() == Origin.PROVIDED) {
            return day + " " + sentences.of("until.provided");
        }
        return explanation
                .policy()
                .attribute(held.attribute())
                .map(Attribute::keep)
                .filter(Keep::ends)
                .map(keep -> day + " " + sentences.of("until.rule", wording.keep(keep)))
                .orElse(day);
    }

    private String evidence(HeldValue held) {
        Lineage lineage = held.lineage();
        if (lineage.declarationId() == null) {
            return sentences.of("evidence.provided", lineage.source(), lineage.rule());
        }
        StringBuilder text = new StringBuilder(
                sentences.of("evidence.statement", lineage.declarationId(), lineage.source(), lineage.rule()));
        held.evidence().map(LogEntry::deliveredOnEpochDay).ifPresent(day -> text.append(' ')
                .append(sentences.of("evidence.delivered", sentences.day(LocalDate.ofEpochDay(day)))));
        held.evidence().map(entry -> entry.statement().evidenceRef()).ifPresent(kept -> text.append(' ')
                .append(sentences.of("evidence.kept", kept)));
        if (!lineage.accumulatedFrom().isEmpty()) {
            text.append(' ')
                    .append(sentences.of(
                            "evidence.gathered",
                            lineage.accumulatedFrom().stream().map(this::part).collect(Collectors.joining(", "))));
        }
        return text.toString();
    }

    private String part(StatementRef statement) {
        return statement.source() == null
                ? sentences.of("evidence.gathered.part-of-unknown-source", statement.declarationId())
                : sentences.of("evidence.gathered.part", statement.declarationId(), statement.source());
    }

    private List<String> handed(HeldValue held) {
        Lineage lineage = held.lineage();
        List<Use> uses = explanation.usage().of(held.attribute(), lineage.source(), lineage.declarationId());
        return uses.isEmpty()
                ? List.of(sentences.of("handed.nowhere"))
                : uses.stream().map(wording::handed).toList();
    }

    /** What a statement was handed to that does not count now, and that the copies of then still hold what is gone. */
    private List<String> handed(LogEntry entry) {
        Statement statement = entry.statement();
        List<Use> uses = explanation.usage().of(statement.attribute(), statement.source(), statement.declarationId());
        List<String> handed = new ArrayList<>(uses.stream().map(wording::handed).toList());
        if (!uses.isEmpty() && !entry.fate().keepsValue()) {
            handed.add(sentences.of("copies.kept"));
        }
        return handed;
    }

    /** Other statements about the attribute, and why they do not count. */
    private List<String> rivals(HeldValue held) {
        List<String> rivals = new ArrayList<>();
        for (LogEntry entry : explanation.log()) {
            Statement statement = entry.statement();
            boolean rival = statement.declares()
                    && entry.fate() != Fate.IN_FORCE
                    && statement.attribute().equals(held.attribute());
            if (rival) {
                String at = wording.at(statement.declaredAtMicros());
                String value = statement.value();
                String lost = value == null
                        ? sentences.of("earlier.lost-without-value", at, statement.declarationId(), losses.fate(entry))
                        : sentences.of(
                                "earlier.lost",
                                wording.shown(statement.attribute(), value),
                                at,
                                statement.declarationId(),
                                losses.fate(entry));
                rivals.add(String.join(" ", plus(lost, handed(entry))));
            }
        }
        return rivals;
    }

    private static List<String> plus(String first, List<String> more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(more);
        return all;
    }

    private List<Item> others() {
        List<String> held =
                explanation.held().stream().map(HeldValue::attribute).toList();
        return explanation.log().stream()
                .filter(entry -> entry.statement().declares()
                        && !held.contains(entry.statement().attribute()))
                .map(this::other)
                .toList();
    }

    private Item other(LogEntry entry) {
        Statement statement = entry.statement();
        String value = statement.value();
        String what = wording.title(statement.attribute())
                + (value == null ? "" : ": " + sentences.quoted(wording.shown(statement.attribute(), value)));
        return new Item(
                sentences.of(
                        "other.line",
                        what,
                        wording.at(statement.declaredAtMicros()),
                        wording.channel(statement.channel()),
                        statement.declarationId(),
                        statement.source()),
                plus(losses.fate(entry), handed(entry)));
    }

    private List<Item> withdrawals() {
        return explanation.log().stream()
                .filter(entry -> !entry.statement().declares())
                .map(this::withdrawal)
                .toList();
    }

    private Item optOut(LogEntry entry) {
        Statement statement = entry.statement();
        OptOutWords words = new OptOutWords(explanation.policy(), sentences);
        List<String> taken = words.takes(statement);
        String effect = entry.fate() == Fate.FUTURE
                ? sentences.of("fate.future")
                : taken.isEmpty()
                        ? sentences.of("opt-out.takes-nothing")
                        : sentences.of("opt-out.takes", wording.purposes(taken));
        return new Item(
                sentences.of(
                        "opt-out.line",
                        words.about(statement),
                        wording.at(statement.declaredAtMicros()),
                        statement.source()),
                List.of(effect));
    }

    private Item withdrawal(LogEntry entry) {
        Statement statement = entry.statement();
        if (OptOutWords.isOne(statement)) {
            return optOut(entry);
        }
        boolean all = statement.attribute().equals(Statement.EVERYTHING);
        String line = sentences.of(
                all ? "withdrawal.all" : "withdrawal.attribute",
                wording.at(statement.declaredAtMicros()),
                wording.channel(statement.channel()),
                statement.declarationId(),
                statement.source(),
                wording.title(statement.attribute()));
        List<String> fate =
                new ArrayList<>(entry.fate() == Fate.FUTURE ? List.of(sentences.of("fate.future")) : effect(statement));
        if (!statement.purposes().isEmpty()) {
            String only = sentences.of("withdrawal.purposes", wording.purposes(statement.purposes()));
            fate.set(0, only + " " + fate.get(0));
        }
        return new Item(line, fate);
    }

    /** Whether a withdrawal counts, and until when it did where the person said again what it withdrew. */
    private List<String> effect(Statement withdrawal) {
        boolean everything = withdrawal.attribute().equals(Statement.EVERYTHING);
        List<String> until = new ArrayList<>();
        if (withdrawal.purposes().isEmpty()) {
            for (Statement again : explanation.saidAgain(withdrawal, Optional.empty())) {
                until.add(everything ? countedUntil(wording.title(again.attribute()), again) : countedUntil(again));
            }
            if (!everything && !until.isEmpty()) {
                return until;
            }
            until.add(0, sentences.of("fate.withdrawal"));
            return until;
        }
        for (String purpose : withdrawal.purposes()) {
            explanation.saidAgain(withdrawal, Optional.of(purpose)).stream()
                    .findFirst()
                    .ifPresent(again -> until.add(countedUntil(wording.purpose(purpose), again)));
        }
        if (until.size() < withdrawal.purposes().size()) {
            until.add(0, sentences.of("fate.withdrawal"));
        }
        return until;
    }

    private String countedUntil(Statement again) {
        return sentences.of("fate.withdrawal.until", again.declarationId(), wording.at(again.declaredAtMicros()));
    }

    private String countedUntil(String of, Statement again) {
        return sentences.of(
                "fate.withdrawal.until-for", of, again.declarationId(), wording.at(again.declaredAtMicros()));
    }

    private Item moment(ContactMoment moment) {
        return new Item(
                sentences.of(
                        "moment.line",
                        sentences.day(moment.opens()),
                        sentences.day(moment.closes()),
                        wording.through(moment.channel()),
                        wording.purpose(moment.purpose()),
                        wording.title(moment.attribute()),
                        moment.declarationId()),
                List.of());
    }

    /** Uses of what neither the profile nor the log of this night holds any more. */
    private List<Item> handedEarlier() {
        return explanation
                .usesOfNothingListed()
                .map(use -> new Item(
                        sentences.of("handed.earlier", wording.title(use.attribute()), use.source()),
                        List.of(wording.handed(use))))
                .toList();
    }

    private List<Item> activations() {
        List<Item> items = new ArrayList<>();
        for (Activation activation : besides.activations()) {
            items.add(new Item(
                    sentences.of(
                            "activation.line",
                            activation.action(),
                            wording.at(activation.atMicros()),
                            activation.source()),
                    details(activation)));
        }
        if (besides.unreadActivations() > 0) {
            items.add(new Item(sentences.counted("activation.unread", besides.unreadActivations()), List.of()));
        }
        return items;
    }

    private List<String> details(Activation activation) {
        List<String> details = new ArrayList<>();
        String attribute = activation.attribute();
        if (attribute != null) {
            String id = activation.declarationId();
            details.add(
                    id == null
                            ? sentences.of("activation.because", wording.title(attribute))
                            : sentences.of("activation.because.statement", id, wording.title(attribute)));
        }
        String purpose = activation.purpose();
        if (purpose != null) {
            details.add(sentences.of("activation.for", wording.purpose(purpose)));
        }
        String channel = activation.channel();
        if (channel != null) {
            details.add(sentences.of("activation.through", wording.through(channel)));
        }
        return details.isEmpty() ? List.of() : List.of(String.join(" ", details));
    }

    private Item refused(RefusedRecord refused) {
        String id = refused.declarationId();
        return new Item(
                sentences.of(
                        id == null ? "refused.line" : "refused.statement",
                        refused.source(),
                        refused.file(),
                        refused.position(),
                        String.valueOf(id),
                        wording.nights(refused.nights())),
                List.of(wording.reason(refused.reason())));
    }

    private List<Item> removed() {
        List<Item> items = new ArrayList<>();
        for (Removal removed : explanation.removed()) {
            String why = sentences.of("removed.origin." + removed.origin().word());
            items.add(new Item(sentences.counted("removed.line", removed.values(), removed.source(), why), List.of()));
        }
        if (!items.isEmpty()) {
            items.add(new Item(sentences.of("removed.silence"), List.of()));
        }
        return items;
    }

    private void legacy(LegacyHoldings legacy) {
        List<String> more = new ArrayList<>();
        if (!legacy.subject().equals(explanation.subject())) {
            more.add(sentences.of("legacy.spelling", sentences.quoted(legacy.subject())));
        }
        if (legacy.optedOut()) {
            more.add(sentences.of("legacy.opted-out"));
        }
        if (legacy.unreadRows() > 0) {
            more.add(sentences.counted("legacy.unread", legacy.unreadRows()));
        }
        sections.add(sentences.of("section.legacy"), wording.legacy("legacy.", legacy, more, this::holding));
    }

    private Item holding(Holding holding) {
        String name = holding.title() == null ? holding.name() : holding.title() + " (" + holding.name() + ")";
        String value = holding.value();
        List<String> below = new ArrayList<>();
        below.add(sentences.of("legacy.origin." + holding.origin().word(), holding.rule()));
        String score = holding.score();
        if (score != null) {
            below.add(sentences.of("legacy.score", score));
        }
        String collectedBy = holding.collectedBy();
        if (collectedBy != null) {
            below.add(sentences.of("legacy.collected-by", collectedBy));
        }
        below.add(deliveries(holding));
        return new Item(
                sentences.of(
                        "legacy.line", value == null ? name : name + ": " + sentences.quoted(value), holding.source()),
                below);
    }

    private String deliveries(Holding holding) {
        String records = sentences.counted("legacy.records", holding.records());
        LocalDate first = holding.firstDelivery();
        LocalDate last = holding.lastDelivery();
        if (first == null || last == null) {
            return records;
        }
        return records + " "
                + (first.equals(last)
                        ? sentences.of("legacy.delivered", sentences.day(first))
                        : sentences.of("legacy.delivered-between", sentences.day(first), sentences.day(last)));
    }
}
