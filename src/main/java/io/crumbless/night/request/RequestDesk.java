package io.crumbless.night.request;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.settings.yaml.ProblemsException;
import io.crumbless.warehouse.erase.Eraser;
import io.crumbless.warehouse.erase.LockedWarehouse;
import io.crumbless.warehouse.erase.Receipt;
import io.crumbless.warehouse.erase.Receipts;
import io.crumbless.warehouse.evidence.Attestation;
import io.crumbless.warehouse.evidence.Checkpoint.Event;
import io.crumbless.warehouse.evidence.Checkpoint.FileHash;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.RequestLedger;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.RequestRefusal;
import io.crumbless.warehouse.request.RequestRefusal.Reason;
import io.crumbless.warehouse.request.RequestRules;
import io.crumbless.warehouse.request.RequestStep;
import io.crumbless.warehouse.request.Scope;
import io.crumbless.warehouse.snapshot.ArchivedPolicy;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Works on the register on behalf of one account, for the command line and the console. Every action, and every look at
 * a request, is recorded in the access log before it happens.
 */
public final class RequestDesk {
    /** Characters of an external reference. */
    public static final int LONGEST_REFERENCE = 200;

    private final JobFile job;
    private final ControlDatabase control;
    private final Clock clock;
    private final String by;
    private final Consumer<String> notices;

    /**
     * @param by the account, as recorded in the register
     * @param notices receives failures that stop nothing
     */
    public RequestDesk(JobFile job, ControlDatabase control, Clock clock, String by, Consumer<String> notices) {
        this.job = job;
        this.control = control;
        this.clock = clock;
        this.by = by;
        this.notices = notices;
    }

    /** The result of an erasure. */
    public record Erased(PrivacyRequest request, Receipt receipt) {}

    private RequestLedger register() {
        return control.requests();
    }

    /** The current day in the job's time zone. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), job.zone());
    }

    /** Enters a request manually. */
    public PrivacyRequest enter(SubjectId subject, PrivacyRequest.Draft draft) {
        requireEnterable(draft);
        record("requests add", control.tombstones().hmac(subject), draft.reference());
        return register().enter(subject, draft, clock.instant());
    }

    private void requireEnterable(PrivacyRequest.Draft draft) {
        if (draft.receivedOn().isAfter(today())) {
            throw new RequestRefusal(
                    Reason.RECEIVED_LATER,
                    "",
                    "Cannot enter the request: it was received on " + draft.receivedOn() + ", which is to come",
                    draft.receivedOn());
        }
        if (draft.kind().hasPurposes() == draft.scope().words().isEmpty() && draft.kind() != RequestKind.OPT_OUT) {
            throw new RequestRefusal(
                    draft.kind().hasPurposes() ? Reason.PURPOSES_MISSING : Reason.NO_PURPOSES,
                    "",
                    draft.kind().hasPurposes()
                            ? "Missing purposes: say to which the person objects, or to direct-marketing"
                            : "Cannot enter the request: one for "
                                    + draft.kind().word() + " names no purposes",
                    draft.kind());
        }
        if (draft.reference().filter(text -> text.length() > LONGEST_REFERENCE).isPresent()) {
            throw new RequestRefusal(
                    Reason.REFERENCE_TOO_LONG,
                    "",
                    "Invalid reference: it has more than " + LONGEST_REFERENCE + " characters",
                    LONGEST_REFERENCE);
        }
    }

    /** @throws Failure caller if a scope names an unknown purpose: it would withhold nothing */
    public void requireKnown(Scope scope) {
        List<String> named = scope.words().stream()
                .filter(word -> !word.equals(Scope.DIRECT_MARKETING) && !word.equals(Scope.SALE_AND_SHARING))
                .toList();
        if (named.isEmpty()) {
            return;
        }
        List<String> purposes = purposes(job).stream().map(Purpose::id).toList();
        named.stream().filter(word -> !purposes.contains(word)).findFirst().ifPresent(word -> {
            throw new RequestRefusal(
                    Reason.UNKNOWN_PURPOSE,
                    "",
                    "Unknown purpose '" + word + "': the policy has " + String.join(", ", purposes) + ", and "
                            + Scope.DIRECT_MARKETING + " stands for all of marketing",
                    word,
                    String.join(", ", purposes));
        });
    }

    /**
     * Purposes that an objection may name: those of the policy in the job's folder or, while that is being edited and
     * invalid, of the last night, because the deadline for an answer continues to run.
     *
     * @throws ProblemsException if it is invalid, and there was no night
     */
    public static Collection<Purpose> purposes(JobFile job) {
        try {
            return PolicyFolder.read(job.policy()).purposes();
        } catch (ProblemsException unsound) {
            Warehouse warehouse = new Warehouse(job.warehouse());
            String runId = warehouse.current().orElseThrow(() -> unsound);
            return ArchivedPolicy.read(warehouse.snapshot(runId)).purposes();
        }
    }

    /** The requests to list: all, or those of a person. */
    public List<PrivacyRequest> list(Optional<SubjectId> subject) {
        Optional<String> hash = subject.map(person -> control.tombstones().hmac(person));
        control.accessLog().append(new Access(clock.instant(), by, "requests list", hash, Optional.empty()));
        return subject.map(register()::of).orElseGet(register()::all);
    }

    /** A request that the account looks at. */
    public PrivacyRequest look(long number) {
        PrivacyRequest request = register().find(number);
        record("requests show", request.subjectHash(), Optional.of(request.id()));
        return request;
    }

    /**
     * Adds a step to the history.
     *
     * @param step its name in the access log: {@code approve}
     */
    public PrivacyRequest add(long number, String step, Function<RequestRules, RequestEvent.Draft> what) {
        PrivacyRequest request = register().find(number);
        record("requests " + step, request.subjectHash(), Optional.of(request.id()));
        return register().append(number, by, clock.instant(), now -> what.apply(new RequestRules(now, today())));
    }

    /**
     * Records the recipients of values, who must be notified (GDPR Art. 19).
     *
     * @param recipients as text; nothing is recorded if there are none, or if the last record is equal
     */
    public PrivacyRequest listRecipients(PrivacyRequest request, String recipients) {
        boolean known = request.history().stream()
                .anyMatch(event -> event.step() == RequestStep.RECIPIENTS_LISTED
                        && event.text().equals(recipients));
        return recipients.isEmpty() || known
                ? request
                : register()
                        .append(
                                request.number(),
                                by,
                                clock.instant(),
                                now -> RequestEvent.Draft.of(RequestStep.RECIPIENTS_LISTED, recipients));
    }

    /**
     * Carries out a request that needs no action of the program: an answer was sent, or a value was corrected at its
     * source.
     *
     * @param document name and hash of what was sent
     */
    public PrivacyRequest answered(long number, String text, Optional<String> document) {
        return add(number, "carry-out", rules -> rules.carriedOut(text, document));
    }

    /** Whether the storage still keeps earlier versions of files that held the erased person, as the receipt says. */
    public boolean keepsEarlierVersions(PrivacyRequest request) {
        return request.erasure()
                .flatMap(new Receipts(control)::read)
                .flatMap(receipt -> Optional.ofNullable(receipt.earlierVersions()))
                .flatMap(versions -> Optional.ofNullable(versions.kept()))
                .isPresent();
    }

    /** @throws Failure caller as {@link #erase} */
    public void requireMayErase(long number, SubjectId subject) {
        requireCarriedOut(number, RequestKind.ERASURE, subject);
    }

    /**
     * Erases the person of an approved request, unless it is on hold.
     *
     * @throws Failure caller if the id is not that of the request, or the request may not be carried out
     */
    public Erased erase(long number, SubjectId subject, Eraser.Watcher watcher) {
        PrivacyRequest request = requireCarriedOut(number, RequestKind.ERASURE, subject);
        record("erase", request.subjectHash(), Optional.of("request " + request.id()));
        Receipt receipt = erased(request, subject, watcher);
        return new Erased(
                register().append(number, by, clock.instant(), now -> new RequestRules(now, today())
                        .carriedOut("", Optional.of(receipt.erasureId()))),
                receipt);
    }

    private Receipt erased(PrivacyRequest request, SubjectId subject, Eraser.Watcher watcher) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        // A connection of its own, which keeps an H2 file open until the end.
        try (ControlDatabase held = ControlDatabase.open(job.control());
                WarehouseLock lock = held.lock(job.warehouse());
                Eraser eraser = new Eraser(
                        new LockedWarehouse(warehouse, held, lock),
                        job.spill(),
                        Runtime.getRuntime().availableProcessors(),
                        clock,
                        watcher)) {
            return lock.whileHeld(() -> {
                List<Eraser.Request> asked =
                        List.of(new Eraser.Request(subject, requestedAt(request, subject), "register"));
                Optional<Receipt> resumed = eraser.settle(List.of(subject)).stream()
                        .filter(receipt -> new Receipts(held).isOf(receipt, asked))
                        .findFirst();
                eraser.notices().forEach(notices);
                Receipt receipt = resumed.isPresent()
                        ? resumed.get()
                        : eraser.erase(
                                eraser.look(asked), new Eraser.Asked(by, Optional.of("request " + request.id())));
                attest(
                        warehouse,
                        held,
                        Event.ERASURE,
                        Optional.of(eraser.receiptFile(receipt.erasureId()))
                                .map(file -> new FileHash(
                                        "erasures/" + file.getFileName(), Sha256.ofFile(Location.of(file)))));
                return receipt;
            });
        }
    }

    /**
     * The time of receipt; for a person who was re-admitted since, now, because an earlier request would have no
     * effect.
     */
    private Instant requestedAt(PrivacyRequest request, SubjectId subject) {
        Instant received = request.receivedOn().atStartOfDay(job.zone()).toInstant();
        return control.tombstones().of(subject).readmittedAt(subject).isPresent() ? clock.instant() : received;
    }

    /**
     * Re-admits an erased person whose re-admission was approved.
     *
     * @throws Failure caller if the id is not that of the request, the person is not erased, or it may not be carried
     *     out
     */
    public PrivacyRequest readmit(long number, SubjectId subject, String text) {
        PrivacyRequest request = requireCarriedOut(number, RequestKind.READMISSION, subject);
        record("readmit", request.subjectHash(), Optional.of("request " + request.id()));
        if (!control.tombstones().readmit(subject, clock.instant(), by, "request " + request.id())) {
            throw new RequestRefusal(
                    Reason.NOBODY_ERASED,
                    request.id(),
                    "Cannot carry out request " + request.id() + ": nobody of that id is erased; nothing was changed");
        }
        PrivacyRequest done = register().append(number, by, clock.instant(), now -> new RequestRules(now, today())
                .carriedOut(text, Optional.empty()));
        attestReadmission();
        return done;
    }

    /** While a night has the lock of the warehouse, that night signs the state at its end. */
    private void attestReadmission() {
        try (WarehouseLock lock = control.lock(job.warehouse())) {
            lock.requireHeld("sign the state of the warehouse");
            attest(new Warehouse(job.warehouse()), control, Event.READMISSION, Optional.empty());
        } catch (Failure busy) {
            if (busy.category() != ErrorCategory.BUSY) {
                throw busy;
            }
        }
    }

    private PrivacyRequest requireCarriedOut(long number, RequestKind kind, SubjectId subject) {
        PrivacyRequest request = register().find(number);
        if (request.kind() != kind) {
            throw new RequestRefusal(
                    Reason.OTHER_KIND,
                    request.id(),
                    "Cannot carry out request " + request.id() + " as " + kind.word() + ": it asks for "
                            + request.kind().word(),
                    request.kind());
        }
        requireIsOf(request, subject);
        new RequestRules(request, today()).requireMayBeCarriedOut();
        return request;
    }

    /** @throws Failure caller if the request is for another person */
    public void requireIsOf(PrivacyRequest request, SubjectId subject) {
        if (!register().isOf(request, subject)) {
            throw new RequestRefusal(
                    Reason.OTHER_PERSON,
                    request.id(),
                    "Invalid customer id: it is not the one that request " + request.id() + " was entered for");
        }
    }

    private void attest(Warehouse warehouse, ControlDatabase of, Event event, Optional<FileHash> document) {
        new Attestation(warehouse, of, job.anchor(), clock)
                .attest(event, document)
                .forEach(notices);
    }

    private void record(String command, String subjectHash, Optional<String> reason) {
        control.accessLog().append(new Access(clock.instant(), by, command, Optional.of(subjectHash), reason));
    }
}
