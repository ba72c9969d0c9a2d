package io.crumbless.warehouse.audit;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.process.Failure;
import io.crumbless.settings.yaml.ProblemsException;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.ArchivedPolicy;
import io.crumbless.warehouse.snapshot.LineageEvents;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks the evidence of a snapshot: manifest, chain, books and policy, and that the files are those that the manifest
 * lists.
 */
final class EvidenceCheck {
    private static final String EVIDENCE = "_evidence/";

    /** Evidence that the manifest need not list, because it describes the files. */
    private static final Set<String> UNLISTED = Set.of(
            Warehouse.MANIFEST,
            Warehouse.BALANCE,
            Warehouse.SUCCESS,
            Warehouse.REPORT,
            Warehouse.REPORT_PAGE,
            Warehouse.DICTIONARY,
            Warehouse.DICTIONARY_PAGE,
            Warehouse.SUMS,
            LineageEvents.FILE,
            Amendment.FILE,
            Warehouse.MANIFEST_SIGNATURE,
            Warehouse.SUMS_SIGNATURE,
            Warehouse.AMENDMENTS_SIGNATURE);

    /** Evidence that is written later or contains the hashes; it is signed, or is a signature. */
    private static final Set<String> WITHOUT_SUM = Set.of(
            Warehouse.SUMS,
            Amendment.FILE,
            Warehouse.MANIFEST_SIGNATURE,
            Warehouse.SUMS_SIGNATURE,
            Warehouse.AMENDMENTS_SIGNATURE);

    private static final Pattern PART = Pattern.compile("part-[0-9]{5,}\\.parquet");
    private static final Pattern SUM = Pattern.compile("([0-9a-f]{64})  (\\S+)");
    private static final Pattern RUN_ID = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{12}");

    private final Location snapshot;
    private final Storage storage;
    private final Manifest manifest;
    private final Findings.Tally tally;

    private final Amendments amendments;

    /**
     * @param manifest with its amendments applied
     * @param amendments the amendments since the manifest was written
     */
    EvidenceCheck(Location snapshot, Manifest manifest, Amendments amendments, Findings.Tally tally) {
        this.amendments = amendments;
        this.snapshot = snapshot;
        this.storage = Storage.of(snapshot);
        this.manifest = manifest;
        this.tally = tally;
    }

    /** The archived policy, if its version is the one in the manifest. */
    Optional<Policy> policy() {
        try {
            Policy policy = ArchivedPolicy.read(snapshot);
            if (policy.version().equals(manifest.policyVersion())) {
                return Optional.of(policy);
            }
            tally.found(Rule.MANIFEST_CHAINED, Warehouse.POLICY, Code.POLICY_IS_ANOTHER);
        } catch (ProblemsException failure) {
            tally.found(Rule.MANIFEST_CHAINED, Warehouse.POLICY, Code.POLICY_HAS_PROBLEMS);
        } catch (StorageException | Failure failure) {
            tally.found(Rule.FILES_LISTED, Warehouse.POLICY, Code.POLICY_UNREADABLE);
        }
        return Optional.empty();
    }

    private String text(Location file) throws IOException {
        try (InputStream in = storage.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Whether the manifest is consistent. */
    void checkManifest() {
        tally.looked(Rule.MANIFEST_CHAINED);
        if (manifest.layout() != Manifest.LAYOUT) {
            found(Rule.MANIFEST_CHAINED, Code.LAYOUT_UNKNOWN, manifest.layout());
        }
        boolean named = RUN_ID.matcher(manifest.runId()).matches()
                && manifest.runId().startsWith(manifest.businessDate().toString());
        if (!named) {
            found(Rule.MANIFEST_CHAINED, Code.RUN_ID_OF_ANOTHER_DATE);
        }
        if (!manifest.asOf().equals(cutOff())) {
            found(Rule.MANIFEST_CHAINED, Code.CUT_OFF_OF_ANOTHER_DATE);
        }
    }

    private String cutOff() {
        try {
            return new Night(manifest.businessDate(), ZoneId.of(manifest.zone()))
                    .asOf()
                    .toString();
        } catch (DateTimeException noZone) {
            return "";
        }
    }

    /** Law 5: every account closes, the text version agrees, and the log contains as many statements as the bins. */
    void checkBooks() {
        requireClosed(manifest.balance(), Warehouse.MANIFEST);
        Optional<List<Manifest.Account>> again = amendments.withdrawn().map(Amendment.LaterWithdrawals::balance);
        again.ifPresent(balance -> requireClosed(balance, Amendment.FILE));
        List<Manifest.Account> books = again.orElse(manifest.balance());
        long logged = bins(books, Unit.STATEMENTS, Set.of("admitted", "future", "conflicting"))
                + bins(books, Unit.LOGGED, Set.of("carried"));
        long rows = manifest.rows(Layout.DECLARATIONS);
        long erased = amendments.erased(Layout.DECLARATIONS);
        if (logged != rows + erased) {
            if (erased == 0) {
                found(Rule.BOOKS_CLOSE, Code.LOG_DIFFERS, logged, rows);
            } else {
                found(Rule.BOOKS_CLOSE, Code.LOG_DIFFERS_AFTER_ERASURE, logged, rows, erased);
            }
        }
        checkBalanceFile();
    }

    private void requireClosed(List<Manifest.Account> balance, String file) {
        for (Manifest.Account account : balance) {
            tally.looked(Rule.BOOKS_CLOSE);
            long inBins =
                    account.bins().values().stream().mapToLong(Long::longValue).sum();
            if (inBins != account.counted()) {
                tally.found(
                        Rule.BOOKS_CLOSE,
                        file,
                        Code.ACCOUNT_OPEN,
                        account.source() + " " + account.unit(),
                        account.counted(),
                        inBins);
            }
        }
    }

    private static long bins(List<Manifest.Account> books, Unit unit, Set<String> bins) {
        return books.stream()
                .filter(account -> account.unit().equals(unit.word()))
                .flatMap(account -> account.bins().entrySet().stream())
                .filter(bin -> bins.contains(bin.getKey()))
                .mapToLong(bin -> bin.getValue())
                .sum();
    }

    private void checkBalanceFile() {
        try {
            String expected = new String(ManifestFile.bytes(manifest.balance()), StandardCharsets.UTF_8);
            if (!text(snapshot.resolve(Warehouse.BALANCE)).equals(expected)) {
                tally.found(Rule.BOOKS_CLOSE, Warehouse.BALANCE, Code.BALANCE_IS_ANOTHER);
            }
        } catch (StorageException | IOException failure) {
            tally.found(Rule.BOOKS_CLOSE, Warehouse.BALANCE, Code.UNREADABLE);
        }
    }

    /**
     * Amendments must follow on the manifest and on one another, be sealed, and contain the previous hash of each file:
     * whoever changes a file and records that as an erasure lacks the key.
     *
     * @param original the manifest as it was written
     */
    void checkAmendments(Manifest original, Optional<SealCheck> seals) {
        Manifest at = original;
        String follows = Sha256.ofFile(snapshot.resolve(Warehouse.MANIFEST));
        for (Amendment amendment : amendments.amendments()) {
            tally.looked(Rule.MANIFEST_CHAINED);
            if (!amendment.follows().equals(follows)) {
                amendmentFound(Code.AMENDMENT_DOES_NOT_FOLLOW);
            }
            if (seals.isPresent() && !seals.get().holds(amendment.key(), amendment.sealedText(), amendment.seal())) {
                amendmentFound(Code.SEAL_IS_ANOTHER);
            }
            checkChanges(amendment, at);
            follows = Amendments.hash(amendment);
            at = new Amendments(List.of(amendment)).appliedTo(at);
        }
    }

    private void checkChanges(Amendment amendment, Manifest before) {
        Manifest after = new Amendments(List.of(amendment)).appliedTo(before);
        for (Amendment.Change change : amendment.files()) {
            Optional<Manifest.Output> there = before.outputs().stream()
                    .filter(output -> output.file().equals(change.file()))
                    .findFirst();
            boolean asBefore = there.map(output -> output.dataset().equals(change.dataset())
                            && Amendment.State.of(output).equals(change.before()))
                    .orElse(change.before() == null);
            if (!asBefore) {
                amendmentFound(Code.AMENDED_FILE_IS_ANOTHER, change.file());
            }
        }
        for (Amendment.Count count : amendment.datasets()) {
            tally.looked(Rule.BOOKS_CLOSE);
            if (count.before() != count.erased() + count.after()
                    || count.before() != before.rows(count.dataset())
                    || count.after() != after.rows(count.dataset())) {
                tally.found(Rule.BOOKS_CLOSE, Amendment.FILE, Code.AMENDED_ROWS_DIFFER, count.dataset());
            }
        }
    }

    private void amendmentFound(Code what, Object... filledIn) {
        tally.found(Rule.MANIFEST_CHAINED, Amendment.FILE, what, filledIn);
    }

    /** The chain: the earlier manifests as far back as they are kept, and the next one, if there is one. */
    void checkChain(Warehouse warehouse) {
        try {
            walkChain(warehouse);
        } catch (StorageException | Failure unreadable) {
            found(Rule.MANIFEST_CHAINED, Code.CHAIN_UNREADABLE);
        }
    }

    private void walkChain(Warehouse warehouse) {
        Manifest at = manifest;
        Set<String> seen = new HashSet<>(Set.of(manifest.runId()));
        while (at.before().isPresent()) {
            Manifest.Previous previous = at.before().get();
            if (!warehouse.isComplete(previous.runId()) || !seen.add(previous.runId())) {
                break;
            }
            tally.looked(Rule.MANIFEST_CHAINED);
            requireHash(warehouse, previous, at.runId());
            at = warehouse.manifest(previous.runId());
        }
        for (String runId : warehouse.chain()) {
            warehouse
                    .manifest(runId)
                    .before()
                    .filter(previous -> previous.runId().equals(manifest.runId()))
                    .ifPresent(previous -> requireHash(warehouse, previous, runId));
        }
    }

    private void requireHash(Warehouse warehouse, Manifest.Previous previous, String holder) {
        if (!warehouse.manifestHash(previous.runId()).equals(previous.manifestSha256())) {
            tally.found(
                    Rule.MANIFEST_CHAINED,
                    previous.runId() + "/" + Warehouse.MANIFEST,
                    Code.CHANGED_AFTERWARDS,
                    holder);
        }
    }

    /** Every file that exists is listed, and is in the folder of its dataset. */
    void checkListing(List<ExpectedDataset> datasets) {
        Set<String> folders = datasets.stream().map(ExpectedDataset::folder).collect(Collectors.toSet());
        Set<String> listed = new HashSet<>(UNLISTED);
        manifest.evidence().forEach(file -> listed.add(file.file()));
        for (Manifest.Output output : manifest.outputs()) {
            boolean inPlace = folders.contains(output.dataset())
                    && output.file().startsWith(output.dataset() + "/")
                    && PART.matcher(output.file().substring(output.dataset().length() + 1))
                            .matches();
            if (!inPlace || !listed.add(output.file())) {
                tally.found(Rule.FILES_LISTED, output.file(), Code.NOT_IN_THE_LAYOUT_OR_TWICE);
            }
        }
        for (String folder : folders) {
            if (manifest.outputs().stream().noneMatch(output -> output.dataset().equals(folder))) {
                tally.found(Rule.FILES_LISTED, folder, Code.DATASET_WITHOUT_FILE);
            }
        }
        for (String file : files(snapshot, "")) {
            tally.looked(Rule.FILES_LISTED);
            if (!listed.contains(file) && !file.startsWith(Warehouse.POLICY + "/")) {
                tally.found(Rule.FILES_LISTED, file, Code.UNLISTED);
            }
        }
    }

    /**
     * Every file is a regular file: whoever replaces a file by a link can later change its target. The marker of a
     * complete snapshot contains nothing.
     */
    void checkOwn() {
        storage.links().stream()
                .flatMap(links -> links.within(snapshot).stream())
                .forEach(link -> tally.found(Rule.FILES_LISTED, below(link), Code.SYMBOLIC_LINK));
        storage.find(snapshot.resolve(Warehouse.SUCCESS))
                .filter(mark -> !mark.isFile() || mark.size() > 0)
                .ifPresent(mark -> tally.found(Rule.FILES_LISTED, Warehouse.SUCCESS, Code.NOT_EMPTY));
    }

    private String below(Location link) {
        return link.equals(snapshot)
                ? snapshot.name()
                : link.text().substring(snapshot.text().length() + 1);
    }

    private List<String> files(Location folder, String path) {
        int prefix = folder.text().length() + 1;
        return storage.listRecursively(folder).stream()
                .map(file -> path + file.location().text().substring(prefix))
                .toList();
    }

    /**
     * Whether the evidence, including the manifest, is what was written, and is complete. Amendments are written later
     * and have their own seals.
     */
    void checksums() {
        Map<String, String> sums;
        try {
            sums = sums();
        } catch (StorageException | IOException failure) {
            tally.found(Rule.EVIDENCE_AS_WRITTEN, Warehouse.SUMS, Code.MISSING_OR_UNREADABLE);
            return;
        }
        Set<String> there = new TreeSet<>(files(snapshot.resolve(EVIDENCE), EVIDENCE));
        there.removeAll(WITHOUT_SUM);
        for (String file : there) {
            tally.looked(Rule.EVIDENCE_AS_WRITTEN);
            String sum = sums.remove(file);
            if (sum == null) {
                tally.found(Rule.EVIDENCE_AS_WRITTEN, file, Code.UNLISTED_IN, Warehouse.SUMS);
            } else if (!sum.equals(Sha256.ofFile(snapshot.resolve(file)))) {
                tally.found(Rule.EVIDENCE_AS_WRITTEN, file, Code.BYTES_DIFFER_FROM, Warehouse.SUMS);
            }
        }
        sums.keySet().forEach(file -> tally.found(Rule.EVIDENCE_AS_WRITTEN, file, Code.MISSING));
    }

    /** Hashes by file, in the format of {@code sha256sum}; a malformed line is its own key. */
    private Map<String, String> sums() throws IOException {
        Map<String, String> sums = new TreeMap<>();
        String text = text(snapshot.resolve(Warehouse.SUMS));
        for (String line : text.split("\n", -1)) {
            Matcher sum = SUM.matcher(line);
            if (sum.matches()) {
                sums.put(EVIDENCE + sum.group(2), sum.group(1));
            } else if (!line.isEmpty()) {
                tally.found(Rule.EVIDENCE_AS_WRITTEN, Warehouse.SUMS, Code.NO_HASH_OF_A_FILE);
            }
        }
        if (!text.endsWith("\n") || text.contains("\n\n")) {
            tally.found(Rule.EVIDENCE_AS_WRITTEN, Warehouse.SUMS, Code.LINES_DIFFER);
        }
        return sums;
    }

    /** Whether the bytes of a file are those that were written. */
    void checkFile(Manifest.Output output) {
        checkBytes(output.file(), output.bytes(), output.sha256());
    }

    private void checkBytes(String file, long bytes, String sha256) {
        tally.looked(Rule.BYTES_AS_WRITTEN);
        Optional<FileEntry> found = storage.find(snapshot.resolve(file));
        if (found.isEmpty()) {
            tally.found(Rule.BYTES_AS_WRITTEN, file, Code.MISSING);
        } else if (found.get().size() != bytes) {
            tally.found(
                    Rule.BYTES_AS_WRITTEN, file, Code.SIZE_DIFFERS, found.get().size(), bytes);
        } else if (!Sha256.ofFile(snapshot.resolve(file)).equals(sha256)) {
            tally.found(Rule.BYTES_AS_WRITTEN, file, Code.BYTES_DIFFER);
        }
    }

    /** Whether the bytes of evidence that the manifest lists are those that were written. */
    void checkEvidence() {
        for (Manifest.Evidence file : manifest.evidence()) {
            if (!file.file().startsWith(EVIDENCE)) {
                tally.found(Rule.FILES_LISTED, file.file(), Code.EVIDENCE_ELSEWHERE);
            } else {
                checkBytes(file.file(), file.bytes(), file.sha256());
            }
        }
    }

    private void found(Rule rule, Code what, Object... filledIn) {
        tally.found(rule, Warehouse.MANIFEST, what, filledIn);
    }
}
