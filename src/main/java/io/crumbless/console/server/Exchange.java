package io.crumbless.console.server;

import io.crumbless.answers.wording.Sentences;
import io.crumbless.console.access.Session;
import io.crumbless.console.page.Frame;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Screen;
import io.crumbless.console.page.ScreenHtml;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One HTTP request and its response. */
final class Exchange {
    /** Reload interval while a night uses the control database. */
    private static final long AGAIN_SECONDS = 15;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final boolean https;

    Exchange(Request request, Response response, Callback callback, boolean https) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.https = https;
    }

    Request request() {
        return request;
    }

    Response response() {
        return response;
    }

    /** Without query; the server rejects unsafe paths. */
    String path() {
        return Request.getPathInContext(request);
    }

    void answer(Reply reply, Frames frames, Optional<Session> session, Sentences sentences) {
        if (reply instanceof Reply.Show show) {
            screen(HttpStatus.OK_200, show.screen(), frames.of(path(), session, sentences));
        } else if (reply instanceof Reply.Refuse refuse) {
            if (refuse.status() == HttpStatus.SERVICE_UNAVAILABLE_503) {
                again();
            }
            // The title is read out first by screen readers.
            String title = sentences.of("console.refused.title", refuse.screen().title());
            screen(refuse.status(), refuse.screen().titled(title), frames.of(path(), session, sentences));
        } else if (reply instanceof Reply.See see) {
            redirect(see.path());
        } else if (reply instanceof Reply.Sheet sheet) {
            html(HttpStatus.OK_200, sheet.html());
        } else if (reply instanceof Reply.Download download) {
            download(download);
        }
    }

    /** Makes the browser reload a page; forms are not submitted again. */
    private void again() {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, AGAIN_SECONDS);
        if (request.getMethod().equals("GET")) {
            response.getHeaders().put("Refresh", Long.toString(AGAIN_SECONDS));
        }
    }

    void screen(int status, Screen screen, Frame frame) {
        html(status, ScreenHtml.of(frame, screen));
    }

    private void html(int status, String html) {
        Shielded.page(response.getHeaders(), html, https);
        write(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    void redirect(String path) {
        Shielded.all(response.getHeaders(), https);
        response.getHeaders().put(HttpHeader.LOCATION, path);
        write(HttpStatus.SEE_OTHER_303, "text/plain; charset=utf-8", new byte[0]);
    }

    private void download(Reply.Download download) {
        Shielded.all(response.getHeaders(), https);
        response.getHeaders()
                .put(
                        HttpHeader.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + download.fileName().replaceAll("[^A-Za-z0-9._-]", "-") + "\"");
        write(HttpStatus.OK_200, download.contentType(), download.content());
    }

    /** A static resource, cacheable as long as its path is the same. */
    void asset(String contentType, byte[] content) {
        Shielded.all(response.getHeaders(), https);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "public, max-age=31536000, immutable");
        write(HttpStatus.OK_200, contentType, content);
    }

    void plain(int status, String contentType, byte[] content) {
        Shielded.all(response.getHeaders(), https);
        write(status, contentType, content);
    }

    private void write(int status, String contentType, byte[] content) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
        response.write(true, ByteBuffer.wrap(content), callback);
    }
}
