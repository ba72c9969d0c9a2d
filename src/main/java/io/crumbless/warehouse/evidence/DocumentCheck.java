package io.crumbless.warehouse.evidence;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ErasureLedger;
import io.crumbless.warehouse.ledger.RetirementLedger;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.Keyring.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares receipts of erasures and certificates of retirements with their records in the control database. */
final class DocumentCheck {
    static final String RECEIPTS = "erasures";
    static final String CERTIFICATES = "retirements";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ControlDatabase control;
    private final Optional<Keyring> keys;
    private final CheckFindings findings;

    DocumentCheck(ControlDatabase control, Optional<Keyring> keys, CheckFindings findings) {
        this.control = control;
        this.keys = keys;
        this.findings = findings;
    }

    void check() {
        Set<String> known = new HashSet<>();
        for (ErasureLedger.Ended erasure : control.erasures().ended()) {
            String document = RECEIPTS + "/" + erasure.erasureId() + ".json";
            known.add(document);
            checkPeople(erasure, document);
            content(document, erasure.receiptSha256(), erasure.signed())
                    .ifPresent(receipt -> checkReceipt(erasure, document, receipt));
        }
        for (RetirementLedger.Certified certified : control.retirements().certified()) {
            String document = CERTIFICATES + "/" + certified.retirementId() + ".json";
            known.add(document);
            content(document, certified.certificateSha256(), certified.signed());
        }
        unknown(known);
    }

    private void checkPeople(ErasureLedger.Ended erasure, String document) {
        if (erasure.named() > 0 && erasure.named() != erasure.subjects()) {
            findings.at(document, Code.PEOPLE_DIFFER, erasure.named(), erasure.subjects());
        }
        if (erasure.missing() > 0) {
            findings.at(document, Code.TOMBSTONES_MISSING, erasure.missing());
        }
    }

    /** The text of a document if it is the one that was written. */
    private Optional<String> content(String document, String sha256, boolean signed) {
        findings.looked();
        Path file = control.folder().resolve(document);
        if (!Files.exists(file)) {
            findings.at(document, Code.MISSING);
            return Optional.empty();
        }
        if (!isThere(control, document, sha256)) {
            findings.at(document, Code.DOCUMENT_IS_ANOTHER);
            return Optional.empty();
        }
        Verdict verdict = keys.map(ring -> ring.check(Location.of(file))).orElse(Verdict.MISSING);
        if (signed || verdict != Verdict.MISSING) {
            SignatureFindings.report(verdict, document, findings);
        }
        return Optional.of(new String(Keyring.read(Location.of(file)), StandardCharsets.UTF_8));
    }

    static boolean isThere(ControlDatabase control, String document, @Nullable String sha256) {
        Location file = Location.of(control.folder().resolve(document));
        return Storage.of(file).exists(file) && Sha256.ofFile(file).equals(sha256);
    }

    private void checkReceipt(ErasureLedger.Ended erasure, String document, String text) {
        try {
            JsonNode receipt = JSON.readTree(text);
            boolean same = receipt.path("erasureId").asString("").equals(erasure.erasureId())
                    && receipt.path("askedBy").asString("").equals(erasure.by())
                    && receipt.path("reason")
                            .asString("")
                            .equals(erasure.reason().orElse(""))
                    && receipt.path("people").size() == erasure.subjects();
            if (!same) {
                findings.at(document, Code.ERASURE_DIFFERS);
            }
        } catch (JacksonException noReceipt) {
            findings.at(document, Code.UNREADABLE);
        }
    }

    private void unknown(Set<String> known) {
        Set<String> begun = new HashSet<>(control.erasures().begun());
        begun.addAll(control.retirements().begun());
        for (String folder : List.of(RECEIPTS, CERTIFICATES)) {
            Path place = control.folder().resolve(folder);
            if (!Files.isDirectory(place)) {
                continue;
            }
            try (Stream<Path> files = Files.list(place)) {
                files.map(file -> String.valueOf(file.getFileName()))
                        .filter(name -> name.endsWith(".json") && !begun.contains(name.replace(".json", "")))
                        .filter(name -> !known.contains(folder + "/" + name))
                        .sorted()
                        .forEach(name -> findings.at(folder + "/" + name, Code.DOCUMENT_UNKNOWN));
            } catch (IOException unreadable) {
                findings.at(folder, Code.UNREADABLE);
            }
        }
    }
}
