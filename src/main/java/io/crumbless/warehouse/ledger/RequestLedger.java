package io.crumbless.warehouse.ledger;

import static io.crumbless.warehouse.ledger.schema.Tables.PRIVACY_REQUEST;
import static io.crumbless.warehouse.ledger.schema.Tables.PRIVACY_REQUEST_EVENT;

import io.crumbless.kernel.merge.Restriction;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.warehouse.ledger.schema.tables.records.PrivacyRequestEventRecord;
import io.crumbless.warehouse.ledger.schema.tables.records.PrivacyRequestRecord;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.RequestRefusal;
import io.crumbless.warehouse.request.RequestRefusal.Reason;
import io.crumbless.warehouse.request.RequestStep;
import io.crumbless.warehouse.request.Scope;
import io.crumbless.warehouse.signature.SigningKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Result;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The register of requests. Requests are entered, and then events are added to their history, from which their state
 * follows. All of it is signed, and the database refuses changes, a second decision, and an approval by the account
 * that entered the request.
 */
public final class RequestLedger {
    private final DSLContext sql;
    private final Supplier<ErasureKey> key;
    private final Signing signing;

    RequestLedger(DSLContext sql, Supplier<ErasureKey> key, Signing signing) {
        this.sql = sql;
        this.key = key;
        this.signing = signing;
    }

    /** Enters a request manually. */
    public PrivacyRequest enter(SubjectId subject, PrivacyRequest.Draft draft, Instant now) {
        ErasureKey hashing = key.get();
        SigningKey signingKey = signing.key();
        return sql.transactionResult(transaction -> signing.change(
                transaction.dsl(),
                ProtectedTable.REQUESTS,
                signingKey,
                () -> entered(transaction.dsl(), hashing, subject, draft, null, now)));
    }

    /**
     * A request from a delivery.
     *
     * @param delivered the entire record; equal records are the same request
     * @param remarks stored as a note; may be empty
     */
    public record Delivered(SubjectId subject, PrivacyRequest.Draft draft, String delivered, String remarks) {}

    /**
     * Enters requests that were not entered yet, all or none of them.
     *
     * @return how many were entered
     */
    public int enterDelivered(Collection<Delivered> requests, Instant now) {
        Set<String> known = sql.select(PRIVACY_REQUEST.DELIVERED_HMAC)
                .from(PRIVACY_REQUEST)
                .where(PRIVACY_REQUEST.DELIVERED_HMAC.isNotNull())
                .fetchSet(PRIVACY_REQUEST.DELIVERED_HMAC);
        Map<String, Delivered> fresh = new LinkedHashMap<>();
        for (Delivered request : requests) {
            List<String> hashes = hashes(List.of("request " + request.delivered()));
            if (hashes.stream().noneMatch(known::contains)) {
                fresh.putIfAbsent(hashes.get(0), request);
            }
        }
        if (!fresh.isEmpty()) {
            ErasureKey hashing = key.get();
            SigningKey signingKey = signing.key();
            sql.transaction(
                    transaction -> signing.change(transaction.dsl(), ProtectedTable.REQUESTS, signingKey, () -> {
                        fresh.forEach((hash, request) -> {
                            PrivacyRequest entered =
                                    entered(transaction.dsl(), hashing, request.subject(), request.draft(), hash, now);
                            if (!request.remarks().isEmpty()) {
                                RequestEvent.Draft note = RequestEvent.Draft.of(RequestStep.NOTE, request.remarks());
                                add(
                                        transaction.dsl(),
                                        entered,
                                        note,
                                        request.draft().by(),
                                        now);
                            }
                        });
                        return true;
                    }));
        }
        return fresh.size();
    }

    private static PrivacyRequest entered(
            DSLContext inside,
            ErasureKey hashing,
            SubjectId subject,
            PrivacyRequest.Draft draft,
            @Nullable String delivered,
            Instant now) {
        PrivacyRequestRecord row = inside.newRecord(PRIVACY_REQUEST);
        row.setKind(draft.kind().word());
        row.setSubjectHmac(HexFormat.of().formatHex(hashing.hmac(subject.key())));
        row.setKeyFingerprint(hashing.fingerprints().get(0));
        row.setPlace(draft.place().orElse(null));
        row.setReceivedOn(draft.receivedOn());
        row.setScope(draft.scope().text());
        row.setSource(draft.source().orElse(null));
        row.setReference(draft.reference().orElse(null));
        row.setDeliveredHmac(delivered);
        row.setEnteredAt(now.truncatedTo(ChronoUnit.MICROS));
        row.setEnteredBy(draft.by());
        row.insert();
        PrivacyRequest request = request(row, List.of());
        add(inside, request, RequestEvent.Draft.of(RequestStep.ENTERED, ""), draft.by(), now);
        return find(inside, request.number());
    }

    /**
     * Adds to the history of a request.
     *
     * @param step creates the event from the current request; throws if it is not allowed
     * @throws RequestRefusal if there is no such request, or if another process has meanwhile made a decision that can
     *     be made only once
     */
    public PrivacyRequest append(
            long number, String by, Instant now, Function<PrivacyRequest, RequestEvent.Draft> step) {
        SigningKey signingKey = signing.key();
        try {
            return sql.transactionResult(
                    transaction -> signing.change(transaction.dsl(), ProtectedTable.REQUESTS, signingKey, () -> {
                        PrivacyRequest request = find(transaction.dsl(), number);
                        add(transaction.dsl(), request, step.apply(request), by, now);
                        return find(transaction.dsl(), number);
                    }));
        } catch (IntegrityConstraintViolationException quicker) {
            throw new RequestRefusal(
                    Reason.DECIDED_MEANWHILE,
                    "R-" + number,
                    "Cannot change request R-" + number
                            + ": somebody else decided on it at the same moment; look at it again",
                    quicker);
        }
    }

    /**
     * Adds an event to several requests, all or none of them.
     *
     * @param step creates the event, given the current request; empty for none
     */
    public void appendAll(
            Collection<Long> numbers,
            String by,
            Instant now,
            Function<PrivacyRequest, Optional<RequestEvent.Draft>> step) {
        if (numbers.isEmpty()) {
            return;
        }
        SigningKey signingKey = signing.key();
        sql.transaction(transaction -> signing.change(transaction.dsl(), ProtectedTable.REQUESTS, signingKey, () -> {
            for (PrivacyRequest request : read(transaction.dsl(), PRIVACY_REQUEST.REQUEST_NO.in(numbers))) {
                step.apply(request).ifPresent(draft -> add(transaction.dsl(), request, draft, by, now));
            }
            return true;
        }));
    }

    private static void add(
            DSLContext inside, PrivacyRequest request, RequestEvent.Draft draft, String by, Instant now) {
        PrivacyRequestEventRecord row = inside.newRecord(PRIVACY_REQUEST_EVENT);
        row.setRequestNo(request.number());
        row.setEventNo(request.history().size());
        row.setStep(draft.step().word());
        row.setActedAt(now.truncatedTo(ChronoUnit.MICROS));
        row.setActedBy(by);
        row.setEnteredBy(request.enteredBy());
        row.setWords(draft.text());
        row.setUntilOn(draft.until().orElse(null));
        row.setReference(draft.reference().orElse(null));
        row.setOnlyOnce(onlyOnce(draft.step()));
        row.insert();
    }

    /** Approval and refusal exclude each other. */
    private static @Nullable String onlyOnce(RequestStep step) {
        return switch (step) {
            case ENTERED, CARRIED_OUT, CLOSED, EXTENDED -> step.word();
            case APPROVED, REFUSED -> "decided";
            case IDENTITY_CHECKED,
                    NOTE,
                    HOLD_SET,
                    HOLD_ENDED,
                    RECIPIENTS_LISTED,
                    LIFTING_ANNOUNCED,
                    FOUND_NOBODY,
                    FOUND -> null;
        };
    }

    /** @throws RequestRefusal if there is no such request */
    public PrivacyRequest find(long number) {
        return find(sql, number);
    }

    private static PrivacyRequest find(DSLContext sql, long number) {
        return read(sql, PRIVACY_REQUEST.REQUEST_NO.eq(number)).stream()
                .findFirst()
                .orElseThrow(() -> new RequestRefusal(
                        Reason.UNKNOWN,
                        "R-" + number,
                        "Unknown request R-" + number
                                + ": the register does not contain it; 'requests list' lists all requests"));
    }

    /** All requests, the latest last. */
    public List<PrivacyRequest> all() {
        return read(sql, DSL.noCondition());
    }

    /** The requests of one person, in any spelling of the id. */
    public List<PrivacyRequest> of(SubjectId subject) {
        return read(sql, PRIVACY_REQUEST.SUBJECT_HMAC.in(hashes(subject)));
    }

    /** Whether a request was made by a person. */
    public boolean isOf(PrivacyRequest request, SubjectId subject) {
        return hashes(subject).contains(request.subjectHash());
    }

    private List<String> hashes(SubjectId subject) {
        return hashes(EarlierKeys.andKey(subject));
    }

    private List<String> hashes(Collection<String> texts) {
        ErasureKey hashing = key.get();
        return texts.stream()
                .flatMap(text -> hashing.hmacs(text).stream())
                .map(HexFormat.of()::formatHex)
                .toList();
    }

    /** Requests that currently withhold values from use. */
    public List<PrivacyRequest> withholding() {
        return all().stream().filter(PrivacyRequest::withholds).toList();
    }

    /**
     * The people of some requests, and the purposes for which their values must not be used.
     *
     * @param purposes ids of the purposes that a scope covers
     */
    public RestrictedSubjects restricted(Collection<PrivacyRequest> requests, Function<Scope, Set<String>> purposes) {
        Map<String, Restriction> byHash = new HashMap<>();
        for (PrivacyRequest request : requests) {
            Restriction asked = request.kind() == RequestKind.RESTRICTION
                    ? Restriction.EVERYTHING
                    : Restriction.of(purposes.apply(request.scope()));
            byHash.merge(request.subjectHash(), asked, Restriction::and);
        }
        return byHash.isEmpty() ? RestrictedSubjects.NONE : new RestrictedSubjects(key.get(), byHash);
    }

    private static List<PrivacyRequest> read(DSLContext sql, Condition wanted) {
        Result<PrivacyRequestRecord> rows = sql.selectFrom(PRIVACY_REQUEST)
                .where(wanted)
                .orderBy(PRIVACY_REQUEST.REQUEST_NO)
                .fetch();
        Map<Long, List<RequestEvent>> histories = new HashMap<>();
        sql.select(PRIVACY_REQUEST_EVENT.fields())
                .from(PRIVACY_REQUEST_EVENT)
                .join(PRIVACY_REQUEST)
                .on(PRIVACY_REQUEST.REQUEST_NO.eq(PRIVACY_REQUEST_EVENT.REQUEST_NO))
                .where(wanted)
                .orderBy(PRIVACY_REQUEST_EVENT.REQUEST_NO, PRIVACY_REQUEST_EVENT.EVENT_NO)
                .fetchInto(PRIVACY_REQUEST_EVENT)
                .forEach(row -> histories
                        .computeIfAbsent(row.getRequestNo(), any -> new ArrayList<>())
                        .add(event(row)));
        return rows.stream()
                .map(row -> request(row, histories.getOrDefault(row.getRequestNo(), List.of())))
                .toList();
    }

    private static RequestEvent event(PrivacyRequestEventRecord row) {
        return new RequestEvent(
                row.getEventNo(),
                RequestStep.ofWord(row.getStep()),
                row.getActedAt(),
                row.getActedBy(),
                row.getWords(),
                Optional.ofNullable(row.getUntilOn()),
                Optional.ofNullable(row.getReference()));
    }

    private static PrivacyRequest request(PrivacyRequestRecord row, List<RequestEvent> history) {
        return new PrivacyRequest(
                Objects.requireNonNull(row.getRequestNo(), "the database numbers requests"),
                RequestKind.ofWord(row.getKind()).orElseThrow(),
                row.getSubjectHmac(),
                Optional.ofNullable(row.getPlace()),
                row.getReceivedOn(),
                Scope.ofText(row.getScope()),
                Optional.ofNullable(row.getSource()),
                Optional.ofNullable(row.getReference()),
                row.getEnteredAt(),
                row.getEnteredBy(),
                history);
    }
}
