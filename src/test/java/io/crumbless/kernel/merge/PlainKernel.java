package io.crumbless.kernel.merge;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.KeepUntil;
import io.crumbless.kernel.catalogue.OnLater;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.declaration.DeclaredBy;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.Marking;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.policy.SharingRule;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Profile;
import io.crumbless.kernel.profile.StatementRef;
import io.crumbless.kernel.profile.Value;
import io.crumbless.kernel.provenance.ProvidedValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reference implementation of merging one subject, without regard to speed: each rule is a predicate on one
 * statement that searches all of them. The merger is compared with it.
 */
final class PlainKernel {
    /** The decisions of a night; sets where order has no meaning. */
    record Decision(
            Optional<Profile> profile,
            Set<LogEntry> log,
            List<ContactMoment> moments,
            Set<Removal> removals,
            Set<SubjectOutcome.Refused> refused,
            Map<Account, Map<String, Long>> bins) {}

    private static final Comparator<Statement> COUNTS_FIRST = Comparator.comparing(Statement::declaredAtMicros)
            .reversed()
            .thenComparing(Statement::declares)
            .thenComparing(statement -> statement.purposes().size())
            .thenComparing(
                    statement -> statement.declarationId().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
            // The rules say no more; any order will do as long as it is one.
            .thenComparing(Precedence.ORDER);

    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private final Policy policy;
    private final Night night;
    private final LocalDate today;
    private final Set<String> snapshotSources;
    private final SubjectFacts facts;

    /** Every statement once, except arrivals whose value the log has let go. */
    private final List<Statement> known;

    /** Answers given already; the rules are slow enough. */
    private final Map<Statement, Optional<Fate>> early = new HashMap<>();

    private final Map<Statement, LocalDate> lastDays = new HashMap<>();
    private @Nullable Optional<LocalDate> born;

    private PlainKernel(Policy policy, Night night, Set<String> snapshotSources, SubjectFacts facts) {
        this.snapshotSources = snapshotSources;
        this.policy = policy;
        this.night = night;
        this.today = night.businessDate();
        this.facts = facts;
        this.known = Stream.concat(
                        facts.logged().stream().map(LogEntry::statement),
                        facts.arrivals().stream().map(Arrival::statement).filter(this::isNotLetGo))
                .distinct()
                .toList();
    }

    static Decision decide(Policy policy, Night night, Set<String> snapshotSources, SubjectFacts facts) {
        PlainKernel kernel = new PlainKernel(policy, night, snapshotSources, facts);
        return facts.erased() ? kernel.erased() : kernel.decision();
    }

    private Decision erased() {
        List<Map.Entry<Account, String>> ends = new ArrayList<>();
        Set<SubjectOutcome.Refused> refused = new HashSet<>();
        for (Arrival one : facts.arrivals()) {
            boolean grants = one.statement().declares();
            ends.add(end(one.statement().source(), Unit.STATEMENTS, grants ? "refused:subject_erased" : "erased"));
            if (grants) {
                refused.add(new SubjectOutcome.Refused(
                        one.position(), one.statement().declarationId(), Refusal.SUBJECT_ERASED));
            }
        }
        facts.logged().forEach(one -> ends.add(end(one.statement().source(), Unit.LOGGED, "erased")));
        facts.provided().forEach(one -> ends.add(end(one.source(), Unit.LEGACY_VALUES, "provided_erased")));
        return new Decision(Optional.empty(), Set.of(), List.of(), Set.of(), refused, bins(ends));
    }

    private Decision decision() {
        List<Profile.Entry> entries = IntStream.range(0, policy.attributes().size())
                .boxed()
                .flatMap(position -> Stream.concat(declared(position).stream(), provided(position).stream()))
                .toList();
        Optional<String> jurisdiction = inPrecedence(known.stream()
                        .filter(Statement::declares)
                        .filter(one -> !isRefused(one) && fate(one) == Fate.IN_FORCE)
                        .filter(one -> one.jurisdiction() != null))
                .stream()
                .map(one -> Objects.requireNonNull(one.jurisdiction()))
                .findFirst();
        Optional<Profile> profile = entries.isEmpty()
                ? Optional.empty()
                : Optional.of(new Profile(facts.subject(), jurisdiction.orElse(null), entries));
        return new Decision(profile, log(), moments(entries), removals(), refused(), bins(ends()));
    }

    // --- the log before the night ---

    private Optional<Fate> letGoBefore(Statement statement) {
        return facts.logged().stream()
                .filter(entry -> entry.statement().equals(statement))
                .map(LogEntry::fate)
                .filter(fate ->
                        List.of(Fate.WITHDRAWN, Fate.EXPIRED, Fate.MINOR).contains(fate))
                .findFirst();
    }

    /** The end that earlier nights reported of it. */
    private Optional<LocalDate> reported(Statement statement) {
        return facts.logged().stream()
                .filter(entry -> entry.statement().equals(statement))
                .flatMap(entry -> Optional.ofNullable(entry.endsOnEpochDay()).stream())
                .map(LocalDate::ofEpochDay)
                .findFirst();
    }

    private boolean isLogged(Statement statement) {
        return facts.logged().stream().anyMatch(entry -> entry.statement().equals(statement));
    }

    private boolean isNotLetGo(Statement arrival) {
        return letGoBefore(arrival.withoutValue()).isEmpty() || isAnotherDate(arrival);
    }

    /** Whether the date that ended by itself was another than the one delivered, which would go on. */
    private boolean isAnotherDate(Statement arrival) {
        return facts.logged().stream()
                .filter(entry -> entry.statement().equals(arrival.withoutValue()))
                .flatMap(entry -> Optional.ofNullable(entry.endedAfter()).stream())
                .anyMatch(after -> value(arrival)
                        .map(value -> ((Value.Day) value).date().plus(after))
                        .filter(last -> !last.isBefore(today))
                        .isPresent());
    }

    // --- what its source has corrected, and what contradicts itself ---

    private boolean isCorrected(Statement statement) {
        boolean before = facts.logged().stream()
                .anyMatch(entry -> entry.statement().equals(statement) && entry.fate() == Fate.CORRECTED);
        boolean minors = letGoBefore(statement).equals(Optional.of(Fate.MINOR));
        return statement.declares() && (before || (!minors && isReplaced(statement)) || isRevoked(statement));
    }

    /** Its record now says what is not admitted. */
    private boolean isRevoked(Statement statement) {
        return facts.revoked().contains(statement) && !letGoBefore(statement).equals(Optional.of(Fate.MINOR));
    }

    private boolean isReplaced(Statement statement) {
        List<Statement> tonight = facts.arrivals().stream()
                .map(Arrival::statement)
                .filter(one -> isSameRecord(one, statement))
                .toList();
        if (snapshotSources.contains(statement.source())) {
            return isLogged(statement)
                    && tonight.stream().noneMatch(one -> one.equals(statement) || isGone(statement, one))
                    && tonight.stream().anyMatch(one -> corrects(one, statement));
        }
        return known.stream()
                .filter(one -> isSameRecord(one, statement) && corrects(one, statement))
                .anyMatch(one -> one.revisedAtMicros() != null
                        && (statement.revisedAtMicros() == null
                                || one.revisedAtMicros() > statement.revisedAtMicros()));
    }

    private boolean isGone(Statement logged, Statement delivered) {
        return letGoBefore(logged).isPresent() && delivered.withoutValue().equals(logged) && !isAnotherDate(delivered);
    }

    private static boolean isSameRecord(Statement left, Statement right) {
        return left.source().equals(right.source()) && left.declarationId().equals(right.declarationId());
    }

    private boolean corrects(Statement later, Statement earlier) {
        boolean replaces = policy.attribute(earlier.attribute())
                .filter(attribute -> attribute.onLater() == OnLater.REPLACE)
                .isPresent();
        boolean counts = later.attribute().equals(earlier.attribute())
                && later.declaredAtMicros() > earlier.declaredAtMicros()
                && replaces;
        boolean everything = later.attribute().equals(Statement.EVERYTHING);
        boolean withdraws = (everything || later.attribute().equals(earlier.attribute()))
                && later.declaredAtMicros() >= earlier.declaredAtMicros();
        return !isFuture(later) && (later.declares() ? !counts : !withdraws);
    }

    /** All contents of the record that stand side by side at the statement's time; itself among them. */
    private List<Statement> contents(Statement statement) {
        return inPrecedence(known.stream()
                .filter(one -> one.declares() && isSameRecord(one, statement))
                .filter(one -> one.attribute().equals(statement.attribute())
                        && one.declaredAtMicros() == statement.declaredAtMicros())
                .filter(one -> !isRefused(one)
                        && early(one)
                                .filter(fate -> List.of(Fate.FUTURE, Fate.MINOR, Fate.CORRECTED)
                                        .contains(fate))
                                .isEmpty()));
    }

    private boolean isConflicting(Statement statement) {
        List<Statement> contents = contents(statement);
        Set<Optional<String>> values =
                contents.stream().map(one -> Optional.ofNullable(one.value())).collect(toSet());
        return contents.size() > 1
                && (values.size() > 1
                        || values.contains(Optional.<String>empty())
                        || !contents.get(0).equals(statement)
                        || purposesShared(statement).isEmpty());
    }

    private List<String> purposesShared(Statement statement) {
        return purposesLeft(statement).stream()
                .filter(purpose -> contents(statement).stream()
                        .allMatch(one -> one.purposes().contains(purpose)))
                .toList();
    }

    // --- one statement ---

    private boolean isFuture(Statement statement) {
        Instant spoken = Instant.EPOCH.plus(statement.declaredAtMicros(), ChronoUnit.MICROS);
        return !spoken.isBefore(today.plusDays(1).atStartOfDay(night.zone()).toInstant());
    }

    private LocalDate spokenOn(long micros) {
        return Instant.EPOCH
                .plus(micros, ChronoUnit.MICROS)
                .atZone(night.zone())
                .toLocalDate();
    }

    private List<String> purposesLeft(Statement declaration) {
        return declaration.purposes().stream()
                .filter(purpose -> known.stream()
                        .filter(one -> !one.declares() && !isFuture(one))
                        .filter(one ->
                                one.attribute().equals("*") || one.attribute().equals(declaration.attribute()))
                        .filter(one -> one.declaredAtMicros() >= declaration.declaredAtMicros())
                        .noneMatch(one ->
                                one.purposes().isEmpty() || one.purposes().contains(purpose)))
                .toList();
    }

    private Optional<Value> value(Statement declaration) {
        return policy.attribute(declaration.attribute())
                .flatMap(attribute -> Optional.ofNullable(declaration.value()).flatMap(attribute.type()::parse));
    }

    // --- age ---

    private boolean givesAge(Statement declaration) {
        return policy.ageAttribute()
                .filter(attribute -> attribute.name().value().equals(declaration.attribute()))
                .isPresent();
    }

    private Optional<LocalDate> born() {
        Optional<LocalDate> answer = born == null ? lastTold() : born;
        born = answer;
        return answer;
    }

    /** The latest counts; but a person cannot declare an earlier birth date than a guardian did. */
    private Optional<LocalDate> lastTold() {
        List<Statement> standing = known.stream()
                .filter(one -> one.declares() && givesAge(one) && !isFuture(one) && !isCorrected(one))
                .filter(one -> birthday(one).isPresent() && isStanding(one))
                .toList();
        return Stream.of(
                        standing,
                        standing.stream()
                                .filter(one -> one.declaredBy() == DeclaredBy.GUARDIAN)
                                .toList())
                .flatMap(told -> told.stream()
                        .max(Comparator.comparing(Statement::declaredAtMicros)
                                .thenComparing(one -> birthday(one).get()))
                        .stream())
                .map(one -> birthday(one).get())
                .max(Comparator.naturalOrder());
    }

    private boolean isStanding(Statement ageTold) {
        return !purposesLeft(ageTold).isEmpty() && !lastDayAlone(ageTold).isBefore(today);
    }

    private Optional<LocalDate> birthday(Statement declaration) {
        return value(declaration)
                .map(value -> ((Value.Day) value).date())
                .filter(day -> day.getYear() >= 1900 && !day.isAfter(spokenOn(declaration.declaredAtMicros())));
    }

    private Optional<Jurisdiction> rulesFor(Statement declaration) {
        return Optional.ofNullable(declaration.jurisdiction())
                .filter(code -> declaration.declaredBy() == DeclaredBy.SELF)
                .flatMap(policy::jurisdiction);
    }

    private boolean isTooYoung(Statement declaration, LocalDate born) {
        return rulesFor(declaration)
                .filter(rules -> ChronoUnit.YEARS.between(born, spokenOn(declaration.declaredAtMicros()))
                        < rules.ageOfDigitalConsent())
                .isPresent();
    }

    private Optional<Refusal> objection(Statement declaration) {
        Optional<LocalDate> born = born();
        if (born.isEmpty()) {
            return rulesFor(declaration)
                    .filter(rules -> !rules.admitsUnknownAge())
                    .map(rules -> Refusal.AGE_UNKNOWN);
        }
        return isTooYoung(declaration, born.get()) ? Optional.of(Refusal.MINOR_WITHOUT_GUARDIAN) : Optional.empty();
    }

    private boolean isRefused(Statement statement) {
        return statement.declares()
                && !isLogged(statement)
                && !isFuture(statement)
                && !isCorrected(statement)
                && !givesAge(statement)
                && objection(statement).isPresent();
    }

    // --- fate ---

    private Fate fate(Statement statement) {
        return early(statement).orElseGet(() -> hasEnded(statement) ? Fate.EXPIRED : late(statement));
    }

    private Optional<Fate> early(Statement statement) {
        Optional<Fate> answer = early.containsKey(statement) ? early.get(statement) : decideEarly(statement);
        early.put(statement, answer);
        return answer;
    }

    /** A fate that needs no look at ends and rivals. */
    private Optional<Fate> decideEarly(Statement statement) {
        Optional<Fate> before = letGoBefore(statement);
        if (isCorrected(statement)) {
            return Optional.of(Fate.CORRECTED);
        }
        if (isFuture(statement)) {
            return Optional.of(Fate.FUTURE);
        }
        if (!statement.declares()) {
            return Optional.of(Fate.IN_FORCE);
        }
        if (before.equals(Optional.of(Fate.MINOR))) {
            return before;
        }
        Optional<Refusal> objection = objection(statement);
        boolean minor = objection.equals(Optional.of(Refusal.MINOR_WITHOUT_GUARDIAN));
        if (minor && !givesAge(statement)) {
            return Optional.of(Fate.MINOR);
        }
        boolean withdrawn = purposesLeft(statement).isEmpty() || before.equals(Optional.of(Fate.WITHDRAWN));
        return withdrawn ? Optional.of(Fate.WITHDRAWN) : Optional.empty();
    }

    private boolean hasEnded(Statement declaration) {
        return letGoBefore(declaration).isPresent() || lastDay(declaration).isBefore(today);
    }

    /**
     * Whether the person's age is unknown and the jurisdiction refuses that; the declaration of the age itself is used
     * anyway, unless a minor made it.
     */
    private boolean isNotUsed(Statement declaration) {
        Refusal reason = givesAge(declaration) ? Refusal.MINOR_WITHOUT_GUARDIAN : Refusal.AGE_UNKNOWN;
        return letGoBefore(declaration).isEmpty() && objection(declaration).equals(Optional.of(reason));
    }

    private Fate late(Statement declaration) {
        Optional<Attribute> attribute = policy.attribute(declaration.attribute());
        if (isNotUsed(declaration)) {
            return Fate.NOT_ALLOWED;
        }
        if (isConflicting(declaration)) {
            return Fate.CONFLICTING;
        }
        if (attribute.isEmpty()) {
            return Fate.NOT_ALLOWED;
        }
        if (attribute.get().onLater() == OnLater.ACCUMULATE) {
            if (!isAllowed(declaration)) {
                return Fate.NOT_ALLOWED;
            }
            if (purposesUsed(declaration).isEmpty()) {
                return Fate.RESTRICTED;
            }
            return parts(declaration.attribute()).contains(declaration) ? Fate.IN_FORCE : Fate.SUPERSEDED;
        }
        Statement latest = claimants(declaration.attribute()).get(0);
        boolean replacedByRevoked = known.stream()
                .filter(one -> isRevoked(one) && one.attribute().equals(declaration.attribute()))
                .anyMatch(one -> COUNTS_FIRST.compare(one, declaration) < 0);
        if (replacedByRevoked || !latest.equals(declaration)) {
            return Fate.SUPERSEDED;
        }
        if (!isAllowed(declaration)) {
            return Fate.NOT_ALLOWED;
        }
        return purposesUsed(declaration).isEmpty() ? Fate.RESTRICTED : Fate.IN_FORCE;
    }

    /** All that ever took the place of the attribute. */
    private List<Statement> claimants(String attribute) {
        return inPrecedence(known.stream()
                .filter(one -> one.declares() && one.attribute().equals(attribute) && !isRefused(one))
                .filter(one -> early(one)
                        .filter(fate -> fate == Fate.FUTURE || fate == Fate.MINOR || fate == Fate.CORRECTED)
                        .isEmpty()));
    }

    // --- ends ---

    private LocalDate lastDay(Statement declaration) {
        return Stream.concat(Stream.of(declaration), othersNotWithdrawn(declaration))
                .map(this::lastDayAlone)
                .min(Comparator.naturalOrder())
                .get();
    }

    private Stream<Statement> othersNotWithdrawn(Statement declaration) {
        return contents(declaration).stream().filter(one -> !one.equals(declaration) && !isWithdrawn(one));
    }

    private LocalDate lastDayAlone(Statement declaration) {
        if (letGoBefore(declaration).isPresent()) {
            return LocalDate.MIN;
        }
        LocalDate answer = lastDays.containsKey(declaration) ? lastDays.get(declaration) : earliestEnd(declaration);
        lastDays.put(declaration, answer);
        return answer;
    }

    private LocalDate earliestEnd(Statement declaration) {
        Optional<LocalDate> allowed =
                Optional.ofNullable(declaration.validUntilEpochDay()).map(LocalDate::ofEpochDay);
        return Stream.of(
                        allowed.stream(),
                        reported(declaration).stream(),
                        policy.attribute(declaration.attribute()).stream()
                                .flatMap(attribute -> ends(
                                        attribute,
                                        value(declaration),
                                        declaration.declaredAtMicros(),
                                        reported(declaration).isPresent())))
                .flatMap(ends -> ends)
                .min(Comparator.naturalOrder())
                .orElse(LocalDate.MAX);
    }

    private Stream<LocalDate> ends(Attribute attribute, Optional<Value> own, long spokenAt, boolean reported) {
        Stream<LocalDate> byPeriod = attribute.keep().period().map(spokenOn(spokenAt)::plus).stream();
        Stream<LocalDate> byEvent = attribute.keep().until().stream()
                .flatMap(until -> until.event().equals(attribute.name())
                        ? Stream.of(eventEnd(own, until))
                        : eventEnd(until, spokenAt, reported).stream());
        return Stream.concat(byPeriod, byEvent).map(PlainKernel::notBeyondTheYear9999);
    }

    private static LocalDate notBeyondTheYear9999(LocalDate day) {
        return day.isAfter(LAST_DAY) ? LAST_DAY : day;
    }

    /** A withdrawn event no longer ends values declared afterwards; values that it already ended stay ended. */
    private Optional<LocalDate> eventEnd(KeepUntil until, long spokenAt, boolean reported) {
        Optional<Statement> event = claimants(until.event().value()).stream()
                .filter(one -> !isWithdrawn(one) || lastWithdrawn(one) >= spokenAt)
                .findFirst();
        return event.filter(one ->
                        !(reported && isWithdrawn(one) && letGoBefore(one).isPresent()))
                .map(one -> letGoBefore(one).isPresent()
                        ? LocalDate.MIN
                        : Stream.concat(
                                        Stream.of(lastDay(one), eventEnd(value(one), until)),
                                        othersNotWithdrawn(one).map(content -> eventEnd(value(content), until)))
                                .min(Comparator.naturalOrder())
                                .get());
    }

    private boolean isWithdrawn(Statement declaration) {
        return early(declaration).equals(Optional.of(Fate.WITHDRAWN));
    }

    private long lastWithdrawn(Statement declaration) {
        return known.stream()
                .filter(one -> !one.declares() && !isFuture(one) && !isOptOut(one))
                .filter(one -> one.attribute().equals("*") || one.attribute().equals(declaration.attribute()))
                .mapToLong(Statement::declaredAtMicros)
                .filter(moment -> moment >= declaration.declaredAtMicros())
                .max()
                .orElse(Long.MAX_VALUE);
    }

    private static LocalDate eventEnd(Optional<Value> event, KeepUntil until) {
        return event.map(value -> ((Value.Day) value).date().plus(until.offset()))
                .orElse(LocalDate.MIN);
    }

    /** The log's record of a date that has expired. */
    private Optional<Period> endedAfter(Statement declaration) {
        if (letGoBefore(declaration).isPresent()) {
            return facts.logged().stream()
                    .filter(entry -> entry.statement().equals(declaration))
                    .flatMap(entry -> Optional.ofNullable(entry.endedAfter()).stream())
                    .findFirst();
        }
        return policy.attribute(declaration.attribute())
                .flatMap(attribute ->
                        attribute.keep().until().filter(until -> until.event().equals(attribute.name())))
                .filter(until -> eventEnd(value(declaration), until).isBefore(today))
                .filter(until -> value(declaration).isPresent())
                .map(KeepUntil::offset);
    }

    private static Optional<Integer> day(LocalDate last) {
        return last.equals(LocalDate.MAX) ? Optional.empty() : Optional.of((int) last.toEpochDay());
    }

    // --- tonight's policy ---

    private List<String> purposesAllowed(Statement declaration) {
        Attribute attribute = policy.attribute(declaration.attribute()).orElseThrow();
        Set<String> explained = Optional.ofNullable(declaration.notice())
                .flatMap(notice -> policy.notice(notice.id(), notice.version()))
                .map(Notice::purposes)
                .<Set<String>>map(purposes -> purposes)
                .orElse(Set.of());
        return purposesShared(declaration).stream()
                .filter(attribute.purposes()::contains)
                .filter(explained::contains)
                .filter(purpose -> marks(purpose).isEmpty() || maySell(attribute, declaration))
                .toList();
    }

    // --- sale and sharing ---

    private Set<Marking> marks(String purpose) {
        return policy.purpose(purpose).map(Purpose::markings).orElse(Set.of());
    }

    private Optional<SharingRule> sharing(Statement declaration) {
        return Optional.ofNullable(declaration.jurisdiction())
                .flatMap(policy::jurisdiction)
                .map(Jurisdiction::sharing);
    }

    private boolean maySell(Attribute attribute, Statement declaration) {
        return sharing(declaration)
                .filter(rule ->
                        rule.sensitive().word().equals("allowed") || attribute.sensitivity() == Sensitivity.NONE)
                .filter(rule -> !isBelow(rule.barredBelowAge()))
                .filter(rule -> !isBelow(rule.optInBelowAge()) || isSureOf(rule, declaration))
                .isPresent();
    }

    private static boolean isSureOf(SharingRule rule, Statement declaration) {
        return rule.optIn().word().equals("declared") || declaration.confirmed();
    }

    private boolean isBelow(OptionalInt age) {
        return age.isPresent()
                && policy.ageAttribute().isPresent()
                && born().filter(day -> Period.between(day, today).getYears() < age.getAsInt())
                        .isPresent();
    }

    private static boolean isOptOut(Statement statement) {
        return !statement.declares()
                && !statement.purposes().isEmpty()
                && statement.purposes().stream().allMatch(word -> word.startsWith("opt-out:"));
    }

    private Stream<Statement> optOuts(String attribute) {
        return known.stream()
                .filter(one -> isOptOut(one) && !isFuture(one))
                .filter(one -> one.attribute().equals("*") || one.attribute().equals(attribute));
    }

    /** @param declaration determines the jurisdiction; none for a provided value */
    private boolean takes(Statement optOut, Optional<Statement> declaration, Attribute attribute, String purpose) {
        boolean sensitive = attribute.sensitivity() != Sensitivity.NONE;
        boolean signal = declaration
                .flatMap(this::sharing)
                .map(rule -> rule.signal().word().equals("honoured"))
                .orElse(true);
        Set<Marking> marks = marks(purpose);
        return (optOut.purposes().contains("opt-out:sale") && marks.contains(Marking.SALE))
                || (optOut.purposes().contains("opt-out:sharing") && marks.contains(Marking.SHARING))
                || (optOut.purposes().contains("opt-out:signal") && signal && !marks.isEmpty())
                || (optOut.purposes().contains("opt-out:sensitive")
                        && sensitive
                        && !policy.purpose(purpose).orElseThrow().servesLimited());
    }

    private boolean isOver(Statement optOut, Statement declaration) {
        if (declaration.declaredAtMicros() <= optOut.declaredAtMicros()) {
            return false;
        }
        return sharing(declaration)
                .filter(rule -> isSureOf(rule, declaration))
                .filter(rule -> "volunteered".equals(declaration.elicitation())
                        || rule.askedAgainAfter()
                                .map(wait -> spokenOn(optOut.declaredAtMicros()).plus(wait))
                                .filter(spokenOn(declaration.declaredAtMicros())::isBefore)
                                .isEmpty())
                .isPresent();
    }

    /** Less what the person opted out of, or asked not to be used. */
    private List<String> purposesUsed(Statement declaration) {
        Attribute attribute = policy.attribute(declaration.attribute()).orElseThrow();
        return purposesAllowed(declaration).stream()
                .filter(this::isUsed)
                .filter(purpose -> optOuts(declaration.attribute())
                        .filter(one -> !isOver(one, declaration))
                        .noneMatch(one -> takes(one, Optional.of(declaration), attribute, purpose)))
                .toList();
    }

    private boolean isUsed(String purpose) {
        return !facts.restriction().everything()
                && !facts.restriction().purposes().contains(purpose);
    }

    private boolean isAllowed(Statement declaration) {
        Attribute attribute = policy.attribute(declaration.attribute()).orElseThrow();
        Optional<Jurisdiction> jurisdiction =
                Optional.ofNullable(declaration.jurisdiction()).flatMap(policy::jurisdiction);
        boolean basis = jurisdiction
                .map(Jurisdiction::specialCategory)
                .filter(rule -> rule.legalBases().contains(String.valueOf(declaration.legalBasis())))
                .filter(rule -> !rule.expiryRequired() || !lastDay(declaration).equals(LocalDate.MAX))
                .isPresent();
        return jurisdiction.isPresent()
                && (basis || attribute.sensitivity() != Sensitivity.SPECIAL)
                && !purposesAllowed(declaration).isEmpty()
                && value(declaration).isPresent();
    }

    // --- values ---

    private Optional<Profile.Entry> declared(int position) {
        Attribute attribute = policy.attributes().get(position);
        List<Statement> parts = attribute.onLater() == OnLater.ACCUMULATE
                ? parts(attribute.name().value())
                : claimants(attribute.name().value()).stream()
                        .filter(one -> fate(one) == Fate.IN_FORCE)
                        .toList();
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Statement latest = parts.get(0);
        Value value = attribute.onLater() == OnLater.ACCUMULATE
                ? items(parts)
                : value(latest).get();
        Lineage lineage = new Lineage(
                Origin.DECLARED,
                latest.declarationId(),
                latest.source(),
                latest.channel(),
                latest.elicitation(),
                parts.stream()
                        .map(this::purposesUsed)
                        .reduce((left, right) ->
                                left.stream().filter(right::contains).toList())
                        .get(),
                latest.notice(),
                latest.legalBasis(),
                latest.declaredAtMicros(),
                day(parts.stream()
                                .map(this::lastDay)
                                .min(Comparator.naturalOrder())
                                .get())
                        .orElse(null),
                "declared",
                parts.stream()
                        .skip(1)
                        .map(part -> new StatementRef(part.declarationId(), part.source()))
                        .distinct()
                        .sorted(Comparator.comparing(StatementRef::declarationId)
                                .thenComparing(StatementRef::source))
                        .toList());
        return Optional.of(new Profile.Entry(position, value, lineage));
    }

    private Value items(List<Statement> parts) {
        return new Value.Items(inPrecedence(parts.stream()).stream()
                .sorted(COUNTS_FIRST.reversed())
                .flatMap(part -> ((Value.Items) value(part).get()).items().stream())
                .toList());
    }

    /** The parts of a list, latest first: each part shares a purpose with all later ones. */
    private List<Statement> parts(String attribute) {
        List<Statement> parts = new ArrayList<>();
        claimants(attribute).stream()
                .filter(one -> early(one).isEmpty()
                        && !isNotUsed(one)
                        && !hasEnded(one)
                        && !isConflicting(one)
                        && isAllowed(one))
                .filter(one -> purposesUsed(one).stream().anyMatch(purpose -> parts.stream()
                        .allMatch(part -> purposesUsed(part).contains(purpose))))
                .forEachOrdered(parts::add);
        return parts;
    }

    // --- provided values ---

    private List<ProvidedValue> rivals(int position) {
        return facts.provided().stream()
                .filter(one -> one.attribute() == position)
                .sorted(Comparator.comparing(ProvidedValue::assignedAtMicros)
                        .reversed()
                        .thenComparing(ProvidedValue::source)
                        .thenComparing(ProvidedValue::rule))
                .toList();
    }

    private LocalDate lastDay(ProvidedValue one) {
        Attribute attribute = policy.attributes().get(one.attribute());
        return Stream.concat(
                        Stream.of(attribute.provided().get().until()),
                        ends(attribute, Optional.of(one.value()), one.assignedAtMicros(), false))
                .min(Comparator.naturalOrder())
                .get();
    }

    private String fill(int position) {
        Attribute attribute = policy.attributes().get(position);
        List<ProvidedValue> rivals = rivals(position);
        boolean spoken = known.stream()
                .filter(one -> !isRefused(one) && !early(one).equals(Optional.of(Fate.FUTURE)) && !isOptOut(one))
                .anyMatch(one -> one.attribute().equals("*")
                        || one.attribute().equals(attribute.name().value()));
        if (spoken) {
            return "provided_replaced";
        }
        long latest = rivals.get(0).assignedAtMicros();
        long opinions = rivals.stream()
                .filter(one -> one.assignedAtMicros() == latest)
                .map(ProvidedValue::value)
                .distinct()
                .count();
        if (opinions > 1) {
            return "provided_conflicting";
        }
        boolean accepted = attribute.provided().isPresent() && attribute.sensitivity() != Sensitivity.SPECIAL;
        return accepted && !lastDay(rivals.get(0)).isBefore(today) ? "provided_kept" : "provided_expired";
    }

    private List<String> purposesProvided(int position) {
        Attribute attribute = policy.attributes().get(position);
        return attribute.provided().get().purposes().stream()
                .filter(this::isUsed)
                .filter(purpose -> optOuts(attribute.name().value())
                        .noneMatch(one -> takes(one, Optional.empty(), attribute, purpose)))
                .toList();
    }

    /** Where one ends that nothing but its own lot keeps out. */
    private String kept(int position, int rank) {
        if (rank > 0) {
            return "provided_superseded";
        }
        return purposesProvided(position).isEmpty() ? "provided_restricted" : "provided_kept";
    }

    private Optional<Profile.Entry> provided(int position) {
        if (rivals(position).isEmpty()
                || !fill(position).equals("provided_kept")
                || purposesProvided(position).isEmpty()) {
            return Optional.empty();
        }
        ProvidedValue one = rivals(position).get(0);
        Lineage lineage = new Lineage(
                Origin.PROVIDED,
                null,
                one.source(),
                null,
                null,
                purposesProvided(position),
                null,
                null,
                one.assignedAtMicros(),
                day(lastDay(one)).get(),
                one.rule(),
                List.of());
        return Optional.of(new Profile.Entry(position, one.value(), lineage));
    }

    private List<Map.Entry<ProvidedValue, String>> providedEnds() {
        return IntStream.range(0, policy.attributes().size())
                .filter(position -> !rivals(position).isEmpty())
                .boxed()
                .flatMap(position -> {
                    String bin = fill(position);
                    List<ProvidedValue> rivals = rivals(position);
                    return IntStream.range(0, rivals.size())
                            .mapToObj(i ->
                                    Map.entry(rivals.get(i), bin.equals("provided_kept") ? kept(position, i) : bin));
                })
                .toList();
    }

    // --- what comes out besides the profile ---

    private Set<LogEntry> log() {
        return known.stream()
                .filter(one -> !isRefused(one))
                .collect(groupingBy(this::kept, collectingAndThen(toList(), this::row)))
                .values()
                .stream()
                .collect(toSet());
    }

    private Statement kept(Statement statement) {
        return List.of(Fate.WITHDRAWN, Fate.EXPIRED, Fate.MINOR, Fate.CORRECTED).contains(fate(statement))
                ? statement.withoutValue()
                : statement;
    }

    private LogEntry row(List<Statement> same) {
        Statement kept = kept(same.get(0));
        // A corrected statement adds nothing to the other one.
        List<Statement> uncorrected =
                same.stream().filter(one -> fate(one) != Fate.CORRECTED).toList();
        Statement says = uncorrected.isEmpty()
                ? same.get(0)
                : inPrecedence(uncorrected.stream()).get(0);
        Stream<Integer> logged = facts.logged().stream()
                .filter(entry -> same.contains(entry.statement()))
                .map(LogEntry::deliveredOnEpochDay);
        Stream<Integer> delivered = facts.arrivals().stream()
                .filter(arrival -> same.contains(arrival.statement())
                        || (arrival.statement().withoutValue().equals(kept)
                                && !isNotLetGo(arrival.statement())
                                && !isLogged(arrival.statement())))
                .map(Arrival::deliveredOnEpochDay);
        return new LogEntry(
                kept,
                Stream.concat(logged, delivered)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                fate(says),
                endsOn(says).orElse(null),
                fate(says) == Fate.EXPIRED ? endedAfter(uncorrected) : null);
    }

    private Optional<Integer> endsOn(Statement statement) {
        boolean ends = statement.declares()
                && List.of(Fate.IN_FORCE, Fate.SUPERSEDED, Fate.NOT_ALLOWED, Fate.CONFLICTING, Fate.RESTRICTED)
                        .contains(fate(statement));
        return ends ? day(lastDay(statement)) : Optional.empty();
    }

    /** Of several that are one once their dates are gone: what all of them say. */
    private @Nullable Period endedAfter(List<Statement> same) {
        Set<Optional<Period>> all = same.stream().map(this::endedAfter).collect(toSet());
        return all.size() == 1 ? all.iterator().next().orElse(null) : null;
    }

    private List<ContactMoment> moments(List<Profile.Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.lineage().origin() == Origin.DECLARED)
                .flatMap(entry -> {
                    Attribute attribute = policy.attributes().get(entry.attribute());
                    return attribute.contact().stream()
                            .filter(rule -> entry.lineage().purposes().contains(rule.purpose()))
                            .flatMap(rule -> channel(entries, rule.purpose()).stream()
                                    .map(channel -> {
                                        LocalDate date = ((Value.Day) entry.value()).date();
                                        LocalDate closes = Stream.concat(
                                                        Stream.of(date.plus(rule.closes())),
                                                        Stream.of(entry, channel)
                                                                .map(one -> one.lineage()
                                                                        .validUntilEpochDay())
                                                                .filter(Objects::nonNull)
                                                                .map(LocalDate::ofEpochDay))
                                                .min(Comparator.naturalOrder())
                                                .get();
                                        return new ContactMoment(
                                                attribute.name().value(),
                                                rule.purpose(),
                                                channel.value().canonical(),
                                                date.plus(rule.opens()),
                                                closes,
                                                entry.lineage().source(),
                                                entry.lineage().declarationId());
                                    }));
                })
                .filter(moment -> !moment.closes().isBefore(moment.opens()))
                .filter(moment -> !moment.closes().isBefore(today))
                .toList();
    }

    private Optional<Profile.Entry> channel(List<Profile.Entry> entries, String purpose) {
        return entries.stream()
                .filter(entry -> policy.channelAttribute()
                        .equals(Optional.of(policy.attributes().get(entry.attribute()))))
                .filter(entry -> entry.lineage().origin() == Origin.DECLARED)
                .filter(entry -> entry.lineage().purposes().contains(purpose))
                .findFirst();
    }

    private Set<Removal> removals() {
        Stream<Removal> unused = providedEnds().stream()
                .filter(end -> !List.of("provided_kept", "provided_restricted").contains(end.getValue()))
                .map(end -> new Removal(end.getKey().source(), Origin.PROVIDED, 1));
        return Stream.concat(facts.stripped().stream(), unused)
                .collect(
                        groupingBy(one -> List.of(one.source(), one.origin()), Collectors.summingLong(Removal::values)))
                .entrySet()
                .stream()
                .map(one -> new Removal(
                        (String) one.getKey().get(0), (Origin) one.getKey().get(1), one.getValue()))
                .collect(toSet());
    }

    private Set<SubjectOutcome.Refused> refused() {
        return known.stream()
                .filter(this::isRefused)
                .map(one -> new SubjectOutcome.Refused(
                        facts.arrivals().stream()
                                .filter(arrival -> arrival.statement().equals(one))
                                .map(Arrival::position)
                                .min(Comparator.comparing(Position::source)
                                        .thenComparing(Position::file)
                                        .thenComparing(Position::at))
                                .get(),
                        one.declarationId(),
                        objection(one).get()))
                .collect(toSet());
    }

    // --- the books ---

    private List<Map.Entry<Account, String>> ends() {
        List<Map.Entry<Account, String>> ends = new ArrayList<>();
        Map<Statement, List<Statement>> rows = inPrecedence(known.stream().filter(one -> !isRefused(one))).stream()
                .collect(groupingBy(this::kept));
        Set<Statement> first = rows.values().stream().map(same -> same.get(0)).collect(toSet());
        facts.logged().stream()
                .map(LogEntry::statement)
                .forEach(one -> ends.add(end(one.source(), Unit.LOGGED, first.contains(one) ? "carried" : "repeated")));
        List<Statement> seen = new ArrayList<>();
        for (Arrival arrival : facts.arrivals()) {
            Statement one = arrival.statement();
            boolean isNew = known.contains(one) && !isLogged(one) && !seen.contains(one);
            String bin = "repeated";
            if (isNew && isRefused(one)) {
                bin = "refused:" + objection(one).get().word();
            } else if (isNew && first.contains(one)) {
                bin = List.of(Fate.FUTURE, Fate.CONFLICTING).contains(fate(one))
                        ? fate(one).word()
                        : "admitted";
            }
            ends.add(end(one.source(), Unit.STATEMENTS, bin));
            seen.add(one);
        }
        providedEnds().forEach(one -> ends.add(end(one.getKey().source(), Unit.LEGACY_VALUES, one.getValue())));
        return ends;
    }

    private static Map.Entry<Account, String> end(String source, Unit unit, String bin) {
        return Map.entry(new Account(source, unit), bin);
    }

    private static Map<Account, Map<String, Long>> bins(Collection<Map.Entry<Account, String>> ends) {
        return ends.stream()
                .collect(groupingBy(
                        Map.Entry::getKey, TreeMap::new, groupingBy(Map.Entry::getValue, TreeMap::new, counting())))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> Map.copyOf(one.getValue())));
    }

    private static List<Statement> inPrecedence(Stream<Statement> statements) {
        return statements.sorted(COUNTS_FIRST).toList();
    }
}
