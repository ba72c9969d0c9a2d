package io.crumbless.legal;

import io.crumbless.declaration.DeclaredBy;
import io.crumbless.declaration.Fate;
import io.crumbless.declaration.LogEntry;
import io.crumbless.declaration.Statement;
import io.crumbless.legal.Explanation.HeldValue;
import io.crumbless.legal.Explanation.Moment;
import io.crumbless.legal.Explanation.RefusedRecord;
import io.crumbless.legal.Explanation.Removed;
import io.crumbless.policy.Attribute;
import io.crumbless.policy.Keep;
import io.crumbless.policy.Notice;
import io.crumbless.policy.NoticeText;
import io.crumbless.policy.Policy;
import io.crumbless.policy.Purpose;
import io.crumbless.profile.Lineage;
import io.crumbless.profile.NoticeRef;
import io.crumbless.profile.Origin;
import io.crumbless.profile.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An explanation in sentences that a lawyer reads without an engineer. */
public final class ExplanationText {
    private final Explanation explanation;
    private final Policy policy;
    private final Sentences sentences;
    private final ZoneId zone;
    private final Page page;

    private ExplanationText(Explanation explanation, Sentences sentences) {
        this.explanation = explanation;
        this.policy = explanation.policy();
        this.sentences = sentences;
        this.zone = ZoneId.of(explanation.manifest().zone());
        this.page = new Page(Stream.of("origin", "said", "for", "notice", "basis", "until", "evidence", "earlier")
                .mapToInt(label -> sentences.of("label." + label).length())
                .max()
                .orElse(0));
    }

    public static String of(Explanation explanation, Sentences sentences) {
        return new ExplanationText(explanation, sentences).write();
    }

    private String write() {
        head();
        explanation.held().forEach(this::held);
        others();
        withdrawals();
        moments();
        extracts();
        refused();
        removed();
        notices();
        return page.toString();
    }

    private void head() {
        page.head(sentences.of("head.subject", explanation.subject()));
        Instant asOf = Instant.parse(explanation.manifest().asOf());
        page.line(sentences.of(
                "head.snapshot",
                explanation.manifest().runId(),
                sentences.moment(asOf, zone),
                zone.getId(),
                explanation.manifest().policyVersion().substring(0, 12)));
        explanation.jurisdiction().ifPresent(code -> page.line(sentences.of("head.jurisdiction", place(code))));
        if (explanation.erasedAt().isPresent()) {
            String asked = sentences.moment(explanation.erasedAt().get(), zone);
            page.line(sentences.of(explanation.isEmpty() ? "head.erased" : "head.erased-since", asked));
        } else if (explanation.isEmpty()) {
            page.line(sentences.of("head.unknown"));
        }
        if (!explanation.isEmpty() && explanation.held().isEmpty()) {
            page.line(sentences.of("head.no-value"));
        }
    }

    private String place(String code) {
        return policy.jurisdiction(code)
                .map(known -> known.name() + " (" + code + ")")
                .orElse(code);
    }

    private void held(HeldValue held) {
        Lineage lineage = held.lineage();
        page.head(sentences.of("value.head", title(held.attribute()), String.join(", ", held.items())));
        page.labelled(
                sentences.of("label.origin"),
                sentences.of("origin." + lineage.origin().word()));
        page.labelled(sentences.of("label.said"), said(held));
        page.labelled(sentences.of("label.for"), purposes(lineage.purposes()) + ".");
        page.labelled(sentences.of("label.notice"), notice(lineage.notice()));
        page.labelled(
                sentences.of("label.basis"),
                lineage.legalBasis() == null
                        ? sentences.of("basis.none")
                        : sentences.of("basis.declared", lineage.legalBasis()));
        page.labelled(sentences.of("label.until"), until(held));
        page.labelled(sentences.of("label.evidence"), evidence(held));
        competitors(held);
    }

    private String plainTitle(String attribute) {
        return policy.attribute(attribute)
                .map(known -> sentences.title(known.title(), attribute))
                .orElse(attribute);
    }

    /** Title and name, so that it is found in the policy too. */
    private String title(String attribute) {
        String title = plainTitle(attribute);
        return title.equals(attribute) ? attribute : title + " (" + attribute + ")";
    }

    private String said(HeldValue held) {
        Lineage lineage = held.lineage();
        String at = at(lineage.declaredAtMicros());
        if (lineage.origin() != Origin.DECLARED) {
            return sentences.of("said.provided", at, zone.getId(), lineage.source());
        }
        Optional<Statement> statement = held.evidence().map(LogEntry::statement);
        boolean guardian =
                statement.filter(one -> one.declaredBy() == DeclaredBy.GUARDIAN).isPresent();
        StringBuilder said = new StringBuilder(
                sentences.of(guardian ? "said.guardian" : "said.self", at, zone.getId(), channel(lineage.channel())));
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

    private String channel(@Nullable String word) {
        return sentences.of("channel." + (word == null ? "unknown" : word));
    }

    private String at(long micros) {
        return sentences.moment(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), zone);
    }

    private String purposes(List<String> ids) {
        return ids.stream().map(this::purpose).collect(Collectors.joining("; "));
    }

    private String purpose(String id) {
        Map<String, String> titles = policy.purpose(id).map(Purpose::title).orElse(Map.of());
        return sentences.title(titles, id) + " (" + id + ")";
    }

    private String notice(@Nullable NoticeRef shown) {
        if (shown == null) {
            return sentences.of("notice.none");
        }
        String key = text(shown).isPresent() ? "notice.shown" : "notice.lost";
        return sentences.of(key, shown.id(), shown.version(), sentences.language(shown.language()));
    }

    private Optional<NoticeText> text(NoticeRef shown) {
        return policy.notice(shown.id(), shown.version()).map(Notice::texts).map(texts -> texts.get(shown.language()));
    }

    /** Each once, however many values rest on it. */
    private void notices() {
        List<NoticeRef> shown = explanation.held().stream()
                .map(held -> held.lineage().notice())
                .filter(Objects::nonNull)
                .distinct()
                .filter(notice -> text(notice).isPresent())
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        page.head(sentences.of("section.notices"));
        for (NoticeRef notice : shown) {
            NoticeText text = text(notice).orElseThrow();
            page.line(
                    sentences.of("notice.head", notice.id(), notice.version(), sentences.language(notice.language())));
            page.below(sentences.quoted(text.text().strip()));
            page.below(sentences.of("notice.hash", text.sha256()));
        }
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
        return policy.attribute(held.attribute())
                .map(Attribute::keep)
                .filter(Keep::ends)
                .map(keep -> day + " " + sentences.of("until.rule", keep(keep)))
                .orElse(day);
    }

    private String keep(Keep keep) {
        Optional<String> period = keep.period().map(length -> sentences.of("keep.period", sentences.period(length)));
        Optional<String> event = keep.until()
                .map(until -> sentences.of(
                        "keep.event", plainTitle(until.event().value()), sentences.period(until.offset())));
        return event.isPresent() && period.isPresent()
                ? sentences.of("keep.both", event.get(), period.get())
                : event.or(() -> period).orElse("");
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
            text.append(' ').append(sentences.of("evidence.gathered", String.join(", ", lineage.accumulatedFrom())));
        }
        return text.toString();
    }

    /** What else was said of the attribute, and why it does not count. */
    private void competitors(HeldValue held) {
        String label = sentences.of("label.earlier");
        for (LogEntry entry : explanation.log()) {
            Statement statement = entry.statement();
            boolean rival = statement.declares()
                    && entry.fate() != Fate.IN_FORCE
                    && statement.attribute().equals(held.attribute());
            if (rival) {
                String at = at(statement.declaredAtMicros());
                page.labelled(
                        label,
                        statement.value() == null
                                ? sentences.of("earlier.lost-without-value", at, statement.declarationId(), fate(entry))
                                : sentences.of(
                                        "earlier.lost", shown(statement), at, statement.declarationId(), fate(entry)));
                label = "";
            }
        }
    }

    private String shown(Statement statement) {
        String value = String.valueOf(statement.value());
        return policy.attribute(statement.attribute())
                .flatMap(attribute -> attribute.type().parse(value))
                .filter(parsed -> parsed instanceof Value.Items)
                .map(parsed -> ((Value.Items) parsed)
                        .items().stream().map(Value::canonical).collect(Collectors.joining(", ")))
                .orElse(value);
    }

    private String fate(LogEntry entry) {
        String sentence = sentences.of("fate." + entry.fate().word());
        return cause(entry)
                .map(cause ->
                        sentence + " " + sentences.of("fate.by", cause.declarationId(), at(cause.declaredAtMicros())))
                .orElse(sentence);
    }

    /** The statement that let this one go. The log stands in the order of precedence, the one that counts first. */
    private Optional<Statement> cause(LogEntry entry) {
        Statement lost = entry.statement();
        Stream<Statement> before = explanation.log().stream()
                .takeWhile(other -> !other.equals(entry))
                .filter(other -> other.fate() != Fate.FUTURE)
                .map(LogEntry::statement);
        return switch (entry.fate()) {
            case SUPERSEDED ->
                before.filter(other -> other.declares() && other.attribute().equals(lost.attribute()))
                        .reduce((first, second) -> second);
            case WITHDRAWN ->
                before.filter(other -> !other.declares()
                                && (other.attribute().equals(lost.attribute())
                                        || other.attribute().equals(Statement.EVERYTHING)))
                        .reduce((first, second) -> second);
            case IN_FORCE, EXPIRED, FUTURE, NOT_ALLOWED, MINOR -> Optional.empty();
        };
    }

    private void others() {
        List<String> held =
                explanation.held().stream().map(HeldValue::attribute).toList();
        List<LogEntry> others = explanation.log().stream()
                .filter(entry -> entry.statement().declares()
                        && !held.contains(entry.statement().attribute()))
                .toList();
        if (others.isEmpty()) {
            return;
        }
        page.head(sentences.of("section.others"));
        for (LogEntry entry : others) {
            Statement statement = entry.statement();
            String what = title(statement.attribute())
                    + (statement.value() == null ? "" : ": " + sentences.quoted(shown(statement)));
            page.line(sentences.of(
                    "other.line",
                    what,
                    at(statement.declaredAtMicros()),
                    channel(statement.channel()),
                    statement.declarationId(),
                    statement.source()));
            page.below(fate(entry));
        }
    }

    private void withdrawals() {
        List<LogEntry> withdrawals = explanation.log().stream()
                .filter(entry -> !entry.statement().declares())
                .toList();
        if (withdrawals.isEmpty()) {
            return;
        }
        page.head(sentences.of("section.withdrawals"));
        for (LogEntry entry : withdrawals) {
            Statement statement = entry.statement();
            boolean all = statement.attribute().equals(Statement.EVERYTHING);
            page.line(sentences.of(
                    all ? "withdrawal.all" : "withdrawal.attribute",
                    at(statement.declaredAtMicros()),
                    channel(statement.channel()),
                    statement.declarationId(),
                    statement.source(),
                    title(statement.attribute())));
            String fate = sentences.of(entry.fate() == Fate.FUTURE ? "fate.future" : "fate.withdrawal");
            page.below(
                    statement.purposes().isEmpty()
                            ? fate
                            : sentences.of("withdrawal.purposes", purposes(statement.purposes())) + " " + fate);
        }
    }

    private void moments() {
        if (explanation.moments().isEmpty()) {
            return;
        }
        page.head(sentences.of("section.moments"));
        for (Moment moment : explanation.moments()) {
            page.line(sentences.of(
                    "moment.line",
                    sentences.day(moment.opens()),
                    sentences.day(moment.closes()),
                    moment.channel(),
                    purpose(moment.purpose()),
                    title(moment.attribute()),
                    moment.declarationId()));
        }
    }

    private void extracts() {
        if (explanation.held().isEmpty()) {
            return;
        }
        page.head(sentences.of("section.extracts"));
        page.line(
                explanation.extracts().isEmpty()
                        ? sentences.of("extracts.none")
                        : sentences.of("extracts.line", purposes(explanation.extracts())));
    }

    private void refused() {
        if (explanation.refused().isEmpty()) {
            return;
        }
        page.head(sentences.of("section.refused"));
        for (RefusedRecord refused : explanation.refused()) {
            String id = refused.declarationId();
            page.line(sentences.of(
                    id == null ? "refused.line" : "refused.statement",
                    refused.source(),
                    refused.file(),
                    refused.position(),
                    String.valueOf(id)));
            page.below(reason(refused.reason()));
        }
    }

    private String reason(String code) {
        String key = sentences.has("refusal." + code) ? "refusal." + code : "legacy_refusal." + code;
        return sentences.of(key);
    }

    private void removed() {
        if (explanation.removed().isEmpty()) {
            return;
        }
        page.head(sentences.of("section.removed"));
        for (Removed removed : explanation.removed()) {
            String why = sentences.of("removed.origin." + removed.origin().word());
            page.line(
                    removed.values() == 1
                            ? sentences.of("removed.one", removed.source(), why)
                            : sentences.of("removed.line", removed.values(), removed.source(), why));
        }
        page.line(sentences.of("removed.silence"));
    }
}
