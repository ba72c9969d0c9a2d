package io.crumbless.cli.command;

import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.erase.Eraser;
import io.crumbless.warehouse.erase.LockedWarehouse;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "erasure-key",
        mixinStandardHelpOptions = true,
        header = "Show or replace the key of the tombstones.",
        description = {
            "Erased people are recognised by a keyed hash of their id. The key is in erasure.key in the "
                    + "control folder, readable by its owner only, and is created when it is first needed. Keep a copy "
                    + "in a safe place: without the key no command runs, because erased people would be re-admitted.",
            "",
            "--rotate replaces the key by a new one. The old key stays in the file, to recognise the people "
                    + "who were erased under it: their ids were not kept, so their hashes cannot be computed with the "
                    + "new key.",
            "",
            "A warehouse names its control database in its file control.json. Runs, erasures and rollbacks "
                    + "refuse any other control database, such as a new one that replaces a lost one, or an old copy "
                    + "that lacks an erasure, because it does not know who was erased. They also refuse snapshots and "
                    + "tables that were changed by other means. If there is no better backup, --adopt assigns the "
                    + "warehouse to this control database as it is, and signs that state. Then repeat all erasures.",
        },
        footerHeading = "%nExample:%n",
        footer = "  crumbless erasure-key --rotate")
final class ErasureKeyCommand implements Callable<Integer> {
    private static final int DIGITS = 12;

    private final Invocation invocation;

    @Mixin
    private JobOption job = new JobOption();

    @Option(names = "--rotate", description = "Create a new key.")
    private boolean rotate;

    @Option(names = "--adopt", description = "Take over the warehouse of the job if its control database is lost.")
    private boolean adopt;

    ErasureKeyCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        JobFile jobFile = job.file(invocation);
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
                        new LockedWarehouse(warehouse, control, lock),
                        jobFile.spill(),
                        1,
                        invocation.clock(),
                        Eraser.Watcher.SILENT)) {
            AccessOption.record(control, invocation.clock(), "erasure-key --adopt", Optional.empty(), Optional.empty());
            lock.requireHeld("adopt");
            eraser.adopt(jobFile.anchor())
                    .forEach(name -> invocation.terminal().out().println("adopted    " + name));
        }
    }
}
