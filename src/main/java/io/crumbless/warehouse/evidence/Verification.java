package io.crumbless.warehouse.evidence;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.signature.DetachedSignature;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.Keyring.Verdict;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Verifies a signed file, and the files it lists if they are beside it, with public keys alone: for outsiders who have
 * neither the job nor its control database.
 */
public final class Verification {
    private static final int MOST_FOLDERS = 8;

    private final Keyring keys;
    private final CheckFindings findings = new CheckFindings();
    private final Set<String> used = new TreeSet<>();
    private long checked;
    private long elsewhere;

    public Verification(Keyring keys) {
        this.keys = keys;
    }

    /** The nearest folder {@code keys} with public keys, in one of the folders above the file. */
    public static Optional<Location> keysNear(Location file) {
        Location folder = file.parent();
        for (int up = 0; up < MOST_FOLDERS && !folder.text().equals("/"); up++) {
            Location keys = folder.resolve(PublishedKeys.FOLDER);
            if (!PublishedKeys.all(keys).isEmpty()) {
                return Optional.of(keys);
            }
            folder = folder.parent();
        }
        return Optional.empty();
    }

    public void check(Location file) {
        String text = new String(Keyring.read(file), StandardCharsets.UTF_8);
        if (text.startsWith("{\"form\":\"crumbless-state/")) {
            checkLines(file.name(), text);
        } else if (!Storage.of(file).exists(Keyring.signatureOf(file)) && isListedInState(file)) {
            checkByState(file);
        } else if (checkSignature(file, file.name())) {
            checkNamed(file);
        }
    }

    private void checkLines(String name, String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Optional<SignedLine> line = SignedLine.read(lines.get(i)).filter(one -> one.holds(keys));
            line.ifPresent(one -> used.add(one.signature().key()));
            if (line.isEmpty()) {
                findings.at(name, Code.ANCHOR_LINE_NOT_SIGNED, i + 1);
            }
        }
    }

    private boolean checkSignature(Location file, String shown) {
        Verdict verdict = keys.check(file);
        SignatureFindings.report(verdict, shown, findings);
        if (verdict == Verdict.HOLDS) {
            DetachedSignature.ofFile(Keyring.read(Keyring.signatureOf(file)))
                    .ifPresent(signature -> used.add(signature.key()));
        }
        return verdict == Verdict.HOLDS;
    }

    private static boolean isListedInState(Location file) {
        return file.name().endsWith(".sql") && WarehouseState.exists(new Warehouse(file.parent()));
    }

    private void checkByState(Location file) {
        Optional<SignedLine> state =
                WarehouseState.read(new Warehouse(file.parent())).filter(line -> line.holds(keys));
        if (state.isEmpty()) {
            findings.at(WarehouseState.FILE, Code.SIGNATURE_DOES_NOT_HOLD, WarehouseState.FILE);
            return;
        }
        used.add(state.get().signature().key());
        boolean same =
                state.get().checkpoint().files().contains(new Checkpoint.FileHash(file.name(), Sha256.ofFile(file)));
        if (!same) {
            findings.at(file.name(), Code.BYTES_DIFFER_FROM, WarehouseState.FILE);
        }
    }

    private void checkNamed(Location file) {
        if (file.text().endsWith("/" + Warehouse.MANIFEST)) {
            checkSnapshot(file.parent().parent());
        } else if (file.text().endsWith("/" + Warehouse.SUMS)) {
            checksums(file.parent());
        } else if (file.text().endsWith("/" + Amendment.FILE)) {
            requireFollowed(file.parent().parent());
        }
    }

    private void checkSnapshot(Location snapshot) {
        Storage storage = Storage.of(snapshot);
        Location amendments = snapshot.resolve(Amendment.FILE);
        if (storage.exists(amendments) && checkSignature(amendments, Amendment.FILE)) {
            requireFollowed(snapshot);
        }
        for (Manifest.Output output : Warehouse.manifest(snapshot).outputs()) {
            checkHash(snapshot.resolve(output.file()), output.file(), output.sha256());
        }
        if (storage.exists(snapshot.resolve(Warehouse.SUMS))
                && checkSignature(snapshot.resolve(Warehouse.SUMS), Warehouse.SUMS)) {
            checksums(snapshot.resolve(Warehouse.SUMS).parent());
        }
    }

    /** Amendments must follow on the manifest and on one another. */
    private void requireFollowed(Location snapshot) {
        Location manifest = snapshot.resolve(Warehouse.MANIFEST);
        String follows = Storage.of(manifest).exists(manifest) ? Sha256.ofFile(manifest) : "";
        for (Amendment amendment : Amendments.of(snapshot).amendments()) {
            if (!follows.isEmpty() && !amendment.follows().equals(follows)) {
                findings.at(Amendment.FILE, Code.AMENDMENT_DOES_NOT_FOLLOW);
            }
            follows = Amendments.hash(amendment);
        }
    }

    private void checksums(Location evidence) {
        String sums = new String(Keyring.read(evidence.parent().resolve(Warehouse.SUMS)), StandardCharsets.UTF_8);
        sums.lines()
                .map(line -> line.split(" {2}", 2))
                .filter(parts -> parts.length == 2)
                .forEach(parts -> checkHash(evidence.resolve(parts[1]), evidence.name() + "/" + parts[1], parts[0]));
    }

    private void checkHash(Location file, String shown, String sha256) {
        if (!Storage.of(file).exists(file)) {
            elsewhere++;
            return;
        }
        checked++;
        if (!Sha256.ofFile(file).equals(sha256)) {
            findings.at(shown, Code.BYTES_DIFFER);
        }
    }

    public List<Remark> findings() {
        return findings.result().findings();
    }

    /** Ids of the keys of the valid signatures. */
    public Set<String> usedKeys() {
        return used;
    }

    /** Number of files in a manifest or list that were found where it says. */
    public long filesChecked() {
        return checked;
    }

    /** Number of files in a manifest or list that were not found. */
    public long filesElsewhere() {
        return elsewhere;
    }
}
