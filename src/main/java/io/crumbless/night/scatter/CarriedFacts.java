package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.ErasureRequest;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.merge.StatementBin;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.intake.Erasures;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.warehouse.dataset.EvidenceLogReader;
import io.crumbless.warehouse.snapshot.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Spills facts that bypass the admission bar: the existing evidence log, and erasure requests. */
final class CarriedFacts {
    private final LocalWork<Deliveries> work;
    private final SpillWriter spill;
    private final Books books;

    CarriedFacts(LocalWork<Deliveries> work, SpillWriter spill, Books books) {
        this.work = work;
        this.spill = spill;
        this.books = books;
    }

    /** @throws UncheckedIOException if the spill cannot be written */
    void readLog(Manifest.Output output) {
        Location file = work.facts().log().orElseThrow().location().resolve(output.file());
        new EvidenceLogReader().read(file, work.facts().share(), logged -> {
            LogEntry entry =
                    logged.spelt(work.facts().ids().apply(logged.statement().source()));
            books.count(new Account(entry.statement().source(), Unit.LOGGED), 1);
            spill(entry);
        });
    }

    private void spill(LogEntry entry) {
        try {
            FactCodec.writeLogged(spill, entry);
            if (!entry.statement().declares()) {
                FactCodec.writeWithdrawer(spill, entry.statement());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @throws UncheckedIOException if the spill cannot be written */
    void readErasures(Delivery<ErasureSource> delivery) {
        Account account = new Account(delivery.sourceName(), Unit.ERASURE_REQUESTS);
        books.count(account, delivery.records());
        Erasures.reader(delivery)
                .read(
                        request -> {
                            if (request.requestedAtMicros() >= work.night().asOfMicros()) {
                                books.put(account, StatementBin.FUTURE.word(), 1);
                            } else if (isFromBeforeReadmission(request)) {
                                books.put(account, StatementBin.REPEATED.word(), 1);
                            } else {
                                spill(request, delivery.sourceName());
                            }
                        },
                        end -> books.put(account, end.word(), 1));
    }

    private void spill(ErasureRequest request, String source) {
        try {
            FactCodec.writeErasure(spill, request.subject(), source);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A list with everybody who ever requested erasure does not undo a later re-admission. */
    private boolean isFromBeforeReadmission(ErasureRequest request) {
        return work.erased()
                .readmittedAt(request.subject())
                .filter(request.requestedAt()::isBefore)
                .isPresent();
    }
}
