package io.crumbless.columnar.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * A local file that is on disk once it is closed. Data is flushed in the background while more follows, so that closing
 * has little to wait for.
 */
final class SyncedOutput extends OutputStream {
    /** Number of bytes written before they are flushed. */
    private static final long BEHIND_BYTES = 32L << 20;

    private static final Executor DISK = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "crumbless-disk");
        thread.setDaemon(true);
        return thread;
    });

    private final FileChannel channel;
    private CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);
    private long unsent;

    SyncedOutput(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        unsent += length;
        if (unsent >= BEHIND_BYTES && sent.isDone()) {
            requireSent();
            sent = CompletableFuture.runAsync(this::send, DISK);
            unsent = 0;
        }
    }

    private void send() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The system reports a failure only once, so it must not be ignored here. */
    private void requireSent() throws IOException {
        try {
            sent.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failed) {
                throw failed.getCause();
            }
            throw e;
        }
    }

    /** @throws IOException if any of it is not on disk */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try (channel) {
                requireSent();
                channel.force(true);
            }
        }
    }
}
