package io.crumbless.warehouse.ledger;

import io.crumbless.process.Failure;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.signature.SigningKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves accesses from the journal of a control folder to the access log of its database. */
final class AccessJournalTransfer {
    /** Entry of the access log for a damaged journal. */
    private static final String JOURNAL_DAMAGED = "journal damaged";

    private static final Logger LOG = LoggerFactory.getLogger(AccessJournalTransfer.class);

    private final Path folder;
    private final AccessJournal journal;
    private final Signing signing;
    private final AccessLog log;

    AccessJournalTransfer(Path folder, Signing signing, AccessLog log) {
        this.folder = folder;
        this.journal = new AccessJournal(folder);
        this.signing = signing;
        this.log = log;
    }

    /** @see ControlDatabase#recordMeanwhile */
    void record(Access access, SigningKey key) {
        journal.append(access, key);
    }

    /** Moves all entries. A journal that cannot be read is reported and stays as it is. */
    void run() {
        if (journal.isEmpty()) {
            return;
        }
        try {
            journal.drain(signing.key().keyring(), this::takeOver);
        } catch (Failure unreadable) {
            LOG.warn(unreadable.getMessage());
        }
    }

    private void takeOver(AccessJournal.Content content) {
        Set<Access> all = new LinkedHashSet<>(content.entries());
        all.addAll(content.own());
        Set<Access> added = log.appendMissing(all);
        content.kept()
                .map(copy -> content.damaged() + " of the journal's entries are not as they were written; " + copy
                        + " keeps them")
                // The process may have been killed after this and before it emptied the journal.
                .filter(how -> !log.holds(JOURNAL_DAMAGED, how))
                .ifPresent(this::damaged);
        added.removeAll(content.entries());
        if (!added.isEmpty()) {
            damaged(added.size()
                    + " entries were missing from the journal, and were added by the process that had written them");
        }
    }

    private void damaged(String how) {
        LOG.warn("Cannot take over all of {}: {}", folder.resolve(AccessJournal.FILE), how);
        log.append(new Access(Instant.now(), "crumbless", JOURNAL_DAMAGED, Optional.empty(), Optional.of(how)));
    }
}
