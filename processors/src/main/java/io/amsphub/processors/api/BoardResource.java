package io.amsphub.processors.api;

import io.amsphub.processors.board.Board;
import io.amsphub.processors.board.BoardCsv;
import io.amsphub.processors.board.Grouping;
import io.amsphub.processors.step.BoardDesk;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** The business board, as JSON and as CSV, for those who run the platform and those who watch over it. */
public final class BoardResource implements ApiResource {

    /** Days that are shown when nobody says which. */
    private static final int USUAL_DAYS = 30;

    private final BoardDesk desk;
    private final Clock clock;

    /** The resource over the desk. */
    public BoardResource(BoardDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("getBoard", OPERATION_READERS, this::show),
                ApiOperation.of("exportBoard", OPERATION_READERS, this::export));
    }

    private HttpReply show(ApiRequest request) {
        return HttpReply.json(200, board(request));
    }

    private HttpReply export(ApiRequest request) {
        BoardCsv.Table table = BoardCsv.Table.valueOf(request.query("table").orElse(BoardCsv.Table.PERIODS.name()));
        byte[] lines = BoardCsv.write(board(request), table).getBytes(StandardCharsets.UTF_8);
        String name = "board-" + table.name().toLowerCase(Locale.ROOT) + ".csv";
        return HttpReply.bytes(BoardCsv.MEDIA_TYPE, new ByteArrayInputStream(lines))
                .with("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    private Board board(ApiRequest request) {
        LocalDate last = request.query("to")
                .map(LocalDate::parse)
                .orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        LocalDate first = request.query("from").map(LocalDate::parse).orElseGet(() -> last.minusDays(USUAL_DAYS - 1));
        return desk.of(first, last, Grouping.valueOf(request.query("by").orElse(Grouping.DAY.name())));
    }
}
