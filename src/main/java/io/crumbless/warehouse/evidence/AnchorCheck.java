package io.crumbless.warehouse.evidence;

import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ManifestLedger.Entry;
import io.crumbless.warehouse.ledger.ProtectedTable;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares every line of the anchor with the present state: whoever rewrites the past cannot rewrite these lines. */
final class AnchorCheck {
    private final Warehouse warehouse;
    private final ControlDatabase control;
    private final Anchor anchor;
    private final String file;
    private final Optional<Keyring> keys;
    private final CheckFindings findings = new CheckFindings();

    AnchorCheck(Warehouse warehouse, ControlDatabase control, AnchorSettings settings, Optional<Keyring> keys) {
        this.warehouse = warehouse;
        this.control = control;
        this.anchor = new Anchor(settings);
        this.file = settings.file().orElseThrow().text();
        this.keys = keys;
    }

    EvidenceAudit.Result check() {
        Optional<List<String>> lines = lines();
        if (lines.isEmpty()) {
            findings.at(file, Code.MISSING_OR_UNREADABLE);
            return findings.result();
        }
        List<SignedLine> read = read(lines.get());
        List<Checkpoint> binding = sinceAdoption(read);
        binding.forEach(this::checkManifest);
        binding.forEach(this::checkDocument);
        checkTables(binding);
        requireLast(lines.get());
        return findings.result();
    }

    private Optional<List<String>> lines() {
        try {
            return anchor.lines();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private List<SignedLine> read(List<String> lines) {
        List<SignedLine> read = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            findings.looked();
            Optional<SignedLine> line = SignedLine.read(lines.get(i))
                    .filter(one -> keys.filter(one::holds).isPresent());
            if (line.isEmpty()) {
                findings.at(file, Code.ANCHOR_LINE_NOT_SIGNED, i + 1);
            }
            line.ifPresent(read::add);
        }
        return read;
    }

    /** After an adoption, the earlier lines describe what was lost. */
    private static List<Checkpoint> sinceAdoption(List<SignedLine> lines) {
        List<Checkpoint> binding = new ArrayList<>();
        for (SignedLine line : lines) {
            if (line.checkpoint().is(Checkpoint.Event.ADOPTION)) {
                binding.clear();
            }
            binding.add(line.checkpoint());
        }
        return binding;
    }

    private void checkManifest(Checkpoint then) {
        if (then.runId() == null) {
            return;
        }
        List<Entry> entries = control.manifests().ofRun(then.runId());
        boolean known =
                entries.stream().anyMatch(entry -> entry.manifestSha256().equals(then.manifestSha256()));
        boolean there = !warehouse.isComplete(then.runId())
                || warehouse.manifestHash(then.runId()).equals(then.manifestSha256());
        if (!known || !there) {
            findings.at("snapshots/" + then.runId(), Code.ANCHORED_MANIFEST_DIFFERS, then.at(), file);
        }
    }

    private void checkDocument(Checkpoint then) {
        if (then.document() != null && !DocumentCheck.isThere(control, then.document(), then.documentSha256())) {
            findings.at(then.document(), Code.ANCHORED_DOCUMENT_DIFFERS, then.at(), file);
        }
    }

    /** For tables with a hash chain, every checkpoint is checked; for the others, the last one. */
    private void checkTables(List<Checkpoint> binding) {
        HistoryCheck history = new HistoryCheck(control, findings);
        for (int i = 0; i < binding.size(); i++) {
            boolean last = i == binding.size() - 1;
            for (ProtectedTable table : ProtectedTable.values()) {
                boolean chained = binding.get(i)
                        .stateOf(table.word())
                        .filter(state -> !state.content().chain().isEmpty())
                        .isPresent();
                if (last || chained) {
                    history.requireContained(binding.get(i), table, file);
                }
            }
        }
    }

    private void requireLast(List<String> lines) {
        WarehouseState.read(warehouse)
                .filter(line -> !lines.contains(line.text()))
                .ifPresent(line -> findings.at(
                        file, Code.STATE_NOT_ANCHORED, line.checkpoint().at()));
    }
}
