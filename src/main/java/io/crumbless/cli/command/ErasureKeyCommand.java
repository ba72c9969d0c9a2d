package io.crumbless.cli.command;

import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.erase.Eraser;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "erasure-key",
        mixinStandardHelpOptions = true,
        header = "Show or replace the key of the tombstones.",
        description = {
            "Erased people are recognised by a keyed hash of their id. The key lies in erasure.key in the control folder,"
                    + " readable by its owner only, and is made when it is first needed. Keep a copy in a safe place:"
                    + " without it nothing runs, because the erased would be re-admitted.",
            "",
            "With --rotate a new key is put in its place. The old one stays in the file, below it, to recognise those who"
                    + " were erased under it; nobody has kept the ids from which new hashes could be made.",
            "",
            "A warehouse names its control database in its file control.json. Another one, such as a new one in the place of"
                    + " one that was lost, or an old copy that does not know of an erasure: no run, erasure or rollback"
                    + " works with it, for it does not know who was erased. Nor do they where snapshots or tables were changed by"
                    + " others. Where there is no better backup,"
                    + " --adopt lets it take over the warehouse as it is, and signs that. Then erase again whoever had been.",
        },
        footerHeading = "%nExample:%n",
        footer = "  crumbless erasure-key --rotate")
final class ErasureKeyCommand implements Callable<Integer> {
    private static final int DIGITS = 12;

    private final Invocation invocation;

    @Option(names = "--job", paramLabel = "JOB", description = "The job file. Without it, jobs/nightly-profiles.yaml.")
    private @Nullable Path job;

    @Option(names = "--rotate", description = "Make a new key.")
    private boolean rotate;

    @Option(
            names = "--adopt",
            description = "Take over the warehouse of the job, although its control database is lost.")
    private boolean adopt;

    ErasureKeyCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        JobFile jobFile = invocation.jobOrUsual(job);
        List<String> fingerprints;
        try (ControlDatabase control = ControlDatabase.open(jobFile.control())) {
            if (adopt) {
                adopt(jobFile, control);
            }
            if (rotate) {
                fingerprints = control.rotateErasureKey().keyFingerprints();
                AccessOption.record(
                        control, invocation.clock(), "erasure-key --rotate", Optional.empty(), Optional.empty());
            } else {
                fingerprints = control.tombstones().keyFingerprints();
            }
        }
        StringBuilder text = new StringBuilder("key in use ")
                .append(fingerprints.get(0), 0, DIGITS)
                .append('\n');
        fingerprints.stream().skip(1).forEach(old -> text.append("kept       ")
                .append(old, 0, DIGITS)
                .append('\n'));
        invocation.terminal().out().print(text);
        return 0;
    }

    private void adopt(JobFile jobFile, ControlDatabase control) {
        Warehouse warehouse = new Warehouse(jobFile.warehouse());
        try (WarehouseLock lock = control.lockAdopting(jobFile.warehouse());
                Eraser eraser = new Eraser(
                        warehouse, control, lock, jobFile.spill(), 1, invocation.clock(), Eraser.Watcher.SILENT)) {
            AccessOption.record(control, invocation.clock(), "erasure-key --adopt", Optional.empty(), Optional.empty());
            lock.requireHeld("adopt");
            eraser.adopt(jobFile.anchor())
                    .forEach(name -> invocation.terminal().out().println("adopted    " + name));
        }
    }
}
