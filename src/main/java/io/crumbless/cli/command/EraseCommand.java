package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.cli.terminal.LiveProgress;
import io.crumbless.cli.terminal.Numbers;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.intake.Erasures;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.metrics.NightMetrics;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Quantity;
import io.crumbless.warehouse.erase.Eraser;
import io.crumbless.warehouse.erase.LockedWarehouse;
import io.crumbless.warehouse.erase.OpenDsr;
import io.crumbless.warehouse.erase.Receipt;
import io.crumbless.warehouse.erase.Receipts;
import io.crumbless.warehouse.erase.Suppression;
import io.crumbless.warehouse.evidence.Attestation;
import io.crumbless.warehouse.evidence.Checkpoint.Event;
import io.crumbless.warehouse.evidence.Checkpoint.FileHash;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        header = "Erase people from every snapshot, and prove it.",
        description = {
            "Looks for people in every kept snapshot, shows what would be deleted, asks for confirmation, and "
                    + "deletes it from profiles, evidence log, contact moments, removals, refusals, extracts, and "
                    + "unfinished work. If a file cannot be read, it ends before anything is changed. Finally it reads "
                    + "all ids once more, and writes a receipt.",
            "",
            "Erased people stay erased: no delivery, rerun, rollback or copy brings them back, however their "
                    + "id is spelled. If the command is killed, the next use of the warehouse continues the erasure.",
            "",
            "Without SUBJECT and --opendsr, it carries out the requests of 'erasures' in the job file. Each "
                    + "use is recorded.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless erase C-1042 --dry-run",
            "  crumbless erase C-1042 --reason \"request 2026-118\"",
            "  crumbless erase --job jobs/erasure.yaml --yes --json",
            "  crumbless erase --opendsr request.json --controller example-shop --yes",
        })
final class EraseCommand implements Callable<Integer> {
    private static final String STEP = "erase";

    /** Larger erasures have a single record that refers to the erasure, whose tombstones identify the people. */
    private static final int MOST_RECORDED_BY_PERSON = 100;

    private final Invocation invocation;

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Parameters(arity = "0..*", paramLabel = "SUBJECT", description = "Customer ids.")
    private List<String> subjects = new ArrayList<>();

    @Option(names = "--opendsr", paramLabel = "FILE", description = "An OpenDSR 2.0 erasure request, as JSON.")
    private @Nullable Path opendsr;

    @Option(
            names = "--opendsr-status",
            paramLabel = "FILE",
            description = "File for the OpenDSR status (default: FILE.status.json).")
    private @Nullable Path opendsrStatus;

    @Option(
            names = "--controller",
            paramLabel = "ID",
            defaultValue = "self",
            description = "Who sent the OpenDSR request (default: ${DEFAULT-VALUE}).")
    private String controller = "self";

    @Mixin
    private ForceOption force = new ForceOption();

    /** Also printed on the receipt. */
    @Mixin
    private AccessOption access = new AccessOption();

    EraseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        JobFile jobFile = change.job(invocation);
        access.requireRoom();
        if (opendsr != null) {
            statusFile(opendsr).requirePlace();
        }
        if (opendsr != null && !subjects.isEmpty()) {
            throw new Failure(ErrorCategory.CALLER, "Invalid SUBJECT: name people or an OpenDSR request, not both");
        }
        if ((!subjects.isEmpty() || opendsr != null) && !change.dryRun()) {
            AccessOption.requireOneMay(jobFile, "erase", "erasure");
        }
        if (!subjects.isEmpty()) {
            // Requests from a file or a table contain their own reasons.
            access.requireReason(jobFile);
        }
        OpenDsr request = opendsr == null ? null : OpenDsr.read(invocation.resolve(opendsr));
        try {
            return look(jobFile, request);
        } finally {
            // An erasure that was begun and failed is open, too.
            NightMetrics.erased(jobFile)
                    .forEach(notice -> invocation.terminal().err().println("crumbless: " + notice));
        }
    }

    private int look(JobFile jobFile, @Nullable OpenDsr request) {
        Warehouse warehouse = new Warehouse(jobFile.warehouse());
        try (LiveProgress progress = LiveProgress.on(invocation.terminal());
                ControlDatabase control = ControlDatabase.open(jobFile.control());
                WarehouseLock lock = control.lock(jobFile.warehouse());
                Eraser eraser = new Eraser(
                        new LockedWarehouse(warehouse, control, lock),
                        jobFile.spill(),
                        Runtime.getRuntime().availableProcessors(),
                        invocation.clock(),
                        progress::message)) {
            return lock.whileHeld(() -> run(jobFile, control, eraser, warehouse, request, progress));
        }
    }

    private int run(
            JobFile jobFile,
            ControlDatabase control,
            Eraser eraser,
            Warehouse warehouse,
            @Nullable OpenDsr opened,
            LiveProgress progress) {
        Instant started = invocation.clock().instant();
        List<Eraser.Request> asked =
                opened != null ? opened.requests() : subjects.isEmpty() ? ofJob(jobFile, warehouse, progress) : named();
        List<Receipt> resumed =
                eraser.settle(asked.stream().map(Eraser.Request::subject).toList());
        eraser.notices().forEach(progress::message);
        resumed.forEach(receipt -> progress.message("an erasure that was stopped before is done now; receipt "
                + invocation.shown(eraser.receiptFile(receipt.erasureId()).toString())));
        Optional<Receipt> done = resumed.stream()
                .filter(receipt -> new Receipts(control).isOf(receipt, asked))
                .findFirst();
        if (done.isPresent()) {
            record(control, asked, "erase");
            attest(jobFile, control, warehouse, eraser, done.get());
            return report(done.get(), eraser, opened);
        }
        List<Eraser.Request> requests = subjects.isEmpty() && opened == null
                ? new Suppression(warehouse, control, invocation.clock()).unhonoured(asked)
                : asked;
        if (requests.isEmpty()) {
            invocation
                    .terminal()
                    .out()
                    .print(
                            change.json()
                                    ? ResultJson.text(nothing(asked.size())) + "\n"
                                    : asked.isEmpty()
                                            ? "nobody to erase: the erasures of the job file hold no request\n"
                                            : "nobody to erase: every request was honoured before\n");
            return 0;
        }
        progress.stepStarted(STEP);
        Eraser.Preview preview = eraser.look(requests);
        if (change.dryRun()) {
            record(control, requests, "erase --dry-run");
            invocation
                    .terminal()
                    .out()
                    .print(change.json() ? ResultJson.text(previewObject(preview)) + "\n" : previewWords(preview));
            return 0;
        }
        if (change.showsBefore()) {
            invocation.terminal().out().print(previewWords(preview));
        }
        if (!change.confirmed(invocation, question(preview))) {
            invocation.terminal().out().print("nothing was changed\n");
            return 0;
        }
        Eraser.Asked who = new Eraser.Asked(AccessOption.user(), access.reason());
        // Records the erasure before anything is deleted; if it cannot be recorded, it is not begun.
        record(control, requests, "erase");
        Receipt receipt = eraser.erase(preview, who);
        attest(jobFile, control, warehouse, eraser, receipt);
        progress.stepFinished(
                STEP, List.of(), Duration.between(started, invocation.clock().instant()));
        return report(receipt, eraser, opened);
    }

    /** Signs the resulting state, and anchors it together with the receipt. */
    private void attest(JobFile jobFile, ControlDatabase control, Warehouse warehouse, Eraser eraser, Receipt receipt) {
        Location file = Location.of(eraser.receiptFile(receipt.erasureId()));
        String name = "erasures/" + file.name();
        new Attestation(warehouse, control, jobFile.anchor(), invocation.clock())
                .attest(Event.ERASURE, Optional.of(new FileHash(name, Sha256.ofFile(file))))
                .forEach(failed -> invocation.terminal().err().println("crumbless: " + failed));
    }

    private int report(Receipt receipt, Eraser eraser, @Nullable OpenDsr opened) {
        if (opened != null) {
            writeStatus(opened, receipt);
        }
        Path file = eraser.receiptFile(receipt.erasureId());
        invocation
                .terminal()
                .out()
                .print(change.json() ? ResultJson.text(object(receipt, file)) + "\n" : words(receipt, file));
        return 0;
    }

    private List<Eraser.Request> named() {
        Instant now = invocation.clock().instant();
        for (String subject : subjects) {
            if (!SubjectId.isValid(subject)) {
                throw new Failure(ErrorCategory.CALLER, "Invalid SUBJECT: it is blank");
            }
        }
        return subjects.stream()
                .map(subject -> new Eraser.Request(new SubjectId(subject), now, "command"))
                .toList();
    }

    /** The requests in the job's sources. */
    private List<Eraser.Request> ofJob(JobFile jobFile, Warehouse warehouse, LiveProgress progress) {
        if (jobFile.erasures().isEmpty()) {
            throw new Failure(
                    ErrorCategory.CALLER, "Missing SUBJECT: name the people to erase; the job file names no erasures");
        }
        Storage storage = warehouse.storage();
        storage.deleteRecursively(warehouse.staging("intake-erase"));
        Location copies = warehouse.stage("intake-erase");
        try {
            return Erasures.all(jobFile, invocation.clock().instant(), copies, progress::message).stream()
                    .map(request -> new Eraser.Request(request.subject(), request.requestedAt(), request.keptReason()))
                    .toList();
        } finally {
            storage.deleteRecursively(copies);
        }
    }

    private void record(ControlDatabase control, List<Eraser.Request> requests, String command) {
        if (requests.size() > MOST_RECORDED_BY_PERSON) {
            String people = "(" + requests.size() + " people)";
            AccessOption.record(control, invocation.clock(), command, Optional.empty(), access.reasonAnd(people));
            return;
        }
        for (Eraser.Request request : requests) {
            String subject = control.tombstones().hmac(request.subject());
            access.record(control, invocation.clock(), command, Optional.of(subject));
        }
    }

    private void writeStatus(OpenDsr request, Receipt receipt) {
        String status =
                request.status(controller, OpenDsr.Status.COMPLETED, Instant.parse(receipt.endedAt()), receipt.rows());
        statusFile(Objects.requireNonNull(opendsr)).write(status.getBytes(StandardCharsets.UTF_8));
    }

    /** Without a given name, the status file is named after the request and a later status replaces it. */
    private OutputFile statusFile(Path request) {
        return opendsrStatus == null
                ? new OutputFile(
                        invocation,
                        request.resolveSibling(request.getFileName() + ".status.json"),
                        OutputFile.Existing.REPLACE)
                : force.file(invocation, opendsrStatus);
    }

    private static String people(long number) {
        return Quantity.of(number, "person", "people");
    }

    private static String question(Eraser.Preview preview) {
        int people = preview.requests().size();
        return "Erase " + people(people) + " and " + Quantity.of(preview.rows(), "row") + " for good?";
    }

    private String previewWords(Eraser.Preview preview) {
        StringBuilder text = new StringBuilder();
        List<List<String>> rows = new ArrayList<>();
        preview.rowsByDataset()
                .forEach((snapshot, datasets) -> datasets.forEach((dataset, count) -> rows.add(
                        List.of("  " + snapshot, dataset, Numbers.grouped(count), Quantity.noun(count, "row")))));
        Columns.append(text, rows);
        preview.leftovers().forEach(place -> text.append("  unfinished work goes whole: ")
                .append(invocation.shown(place))
                .append('\n'));
        text.append("would erase ")
                .append(Quantity.of(preview.rows(), "row"))
                .append(" of ")
                .append(people(preview.foundKeys().size()));
        if (preview.notFound() > 0) {
            text.append("; nothing is held about ").append(people(preview.notFound()));
        }
        return text.append('\n').toString();
    }

    private static Object previewObject(Eraser.Preview preview) {
        return ResultJson.ordered(
                "outcome", "dry_run",
                "exit_code", 0,
                "found", preview.foundKeys().size(),
                "found_nobody", preview.notFound(),
                "rows", preview.rows(),
                "snapshots", preview.rowsByDataset(),
                "leftovers", preview.leftovers());
    }

    private static Object nothing(int requests) {
        return ResultJson.ordered("outcome", "nobody", "exit_code", 0, "requests", requests, "rows", 0);
    }

    private String words(Receipt receipt, Path file) {
        StringBuilder text = new StringBuilder();
        List<List<String>> rows = new ArrayList<>();
        for (Receipt.Snapshot snapshot : receipt.snapshots()) {
            rows.add(List.of(
                    "  rewritten " + snapshot.name(),
                    Numbers.grouped(snapshot.files().size()),
                    Quantity.noun(snapshot.files().size(), "file"),
                    Numbers.grouped(snapshot.rows()),
                    Quantity.noun(snapshot.rows(), "row")));
        }
        rows.add(List.of(
                "  verified",
                Numbers.grouped(receipt.verification().subjectIds()),
                Quantity.noun(receipt.verification().subjectIds(), "id"),
                Numbers.grouped(receipt.verification().texts()),
                Quantity.noun(receipt.verification().texts(), "text")));
        Columns.append(text, rows);
        receipt.verification().elsewhere().forEach(place -> text.append(
                        "  an erased id occurs in rows of other people: ")
                .append(place)
                .append('\n'));
        if (receipt.earlierVersions() != null && receipt.earlierVersions().kept() != null) {
            text.append("  earlier versions of the files are still in the bucket: ")
                    .append(receipt.earlierVersions().kept())
                    .append('\n');
        }
        long nobody = receipt.count(Receipt.Outcome.FOUND_NOBODY);
        long erased = receipt.count(Receipt.Outcome.ERASED);
        long applied = receipt.count(Receipt.Outcome.APPLIED);
        if (receipt.resumed()) {
            text.append("completed the erasure of ").append(people(applied));
        } else {
            text.append("erased ").append(people(erased));
        }
        if (nobody > 0) {
            text.append("; nothing was held about ")
                    .append(people(nobody))
                    .append(", whose data is kept out of later nights too");
        }
        return text.append("\nreceipt ")
                .append(invocation.shown(file.toString()))
                .append('\n')
                .toString();
    }

    private static Object object(Receipt receipt, Path file) {
        Map<String, Object> snapshots = new LinkedHashMap<>();
        receipt.snapshots()
                .forEach(snapshot -> snapshots.merge(snapshot.name(), snapshot.rows(), (a, b) -> (Long) a + (Long) b));
        return ResultJson.ordered(
                "outcome", "erased",
                "exit_code", 0,
                "erasure_id", receipt.erasureId(),
                "erased", receipt.count(Receipt.Outcome.ERASED),
                "found_nobody", receipt.count(Receipt.Outcome.FOUND_NOBODY),
                "resumed", receipt.resumed(),
                "applied", receipt.count(Receipt.Outcome.APPLIED),
                "rows", receipt.rows(),
                "snapshots", snapshots,
                "leftovers", receipt.leftovers().size(),
                "ids_read_once_more", receipt.verification().subjectIds(),
                "elsewhere", receipt.verification().elsewhere(),
                "earlier_versions_kept",
                        receipt.earlierVersions() == null
                                ? null
                                : receipt.earlierVersions().kept(),
                "receipt", file.toString());
    }
}
