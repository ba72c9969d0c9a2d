package io.crumbless.cli.command;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.evidence.Attestation;
import io.crumbless.warehouse.evidence.Checkpoint.Event;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "readmit",
        mixinStandardHelpOptions = true,
        header = "Re-admit a person who was erased and has come back.",
        description = {
            "From now on, declarations of this person are admitted again. Earlier statements stay erased, and "
                    + "legacy values of the person stay out permanently. Each use is recorded.",
        },
        footerHeading = "%nExample:%n",
        footer = "  crumbless readmit C-1042 --reason \"opened a new account on 3 December\"")
final class ReadmitCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "SUBJECT", description = "The customer id.")
    private String subject = "";

    @Mixin
    private JobOption job = new JobOption();

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "The reason, up to 900 characters; it is recorded with the re-admission.")
    private String reason = "";

    ReadmitCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        JobFile jobFile = job.file(invocation);
        AccessOption.requireOneMay(jobFile, "re-admit", "readmission");
        if (!SubjectId.isValid(subject) || reason.isBlank()) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Invalid " + (SubjectId.isValid(subject) ? "--reason" : "SUBJECT") + ": it is blank");
        }
        AccessOption.requireRoom(reason);
        SubjectId id = new SubjectId(subject);
        String by = AccessOption.user();
        Instant now = invocation.clock().instant();
        try (ControlDatabase control = ControlDatabase.open(jobFile.control())) {
            AccessOption.record(
                    control,
                    invocation.clock(),
                    "readmit",
                    Optional.of(control.tombstones().hmac(id)),
                    Optional.of(reason));
            if (!control.tombstones().readmit(id, now, by, reason)) {
                throw new Failure(
                        ErrorCategory.CALLER,
                        "Cannot readmit this person: nobody of that id is erased; nothing was changed");
            }
            attest(jobFile, control);
        }
        invocation
                .terminal()
                .out()
                .print("re-admitted, for what is said from " + now.truncatedTo(ChronoUnit.SECONDS) + " on\n");
        return 0;
    }

    /** While a night has locked the warehouse, the night itself signs the state at its end. */
    private void attest(JobFile jobFile, ControlDatabase control) {
        Warehouse warehouse = new Warehouse(jobFile.warehouse());
        try (WarehouseLock lock = control.lock(jobFile.warehouse())) {
            lock.requireHeld("sign the state of the warehouse");
            new Attestation(warehouse, control, jobFile.anchor(), invocation.clock())
                    .attest(Event.READMISSION)
                    .forEach(failed -> invocation.terminal().err().println("crumbless: " + failed));
        } catch (Failure busy) {
            if (busy.category() != ErrorCategory.BUSY) {
                throw busy;
            }
        }
    }
}
