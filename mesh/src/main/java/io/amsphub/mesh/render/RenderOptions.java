package io.amsphub.mesh.render;

/**
 * What a picture should look like.
 *
 * @param view where the camera stands
 * @param width in pixels, 64 to 4096
 * @param height in pixels, 64 to 4096
 */
public record RenderOptions(StandardView view, int width, int height) {

    private static final int LEAST = 64;
    private static final int MOST = 4096;

    /** Checks the bounds. */
    public RenderOptions {
        if (width < LEAST || width > MOST || height < LEAST || height > MOST) {
            throw new IllegalArgumentException("a picture has " + LEAST + " to " + MOST + " pixels a side");
        }
    }

    /** Returns the options for a page: isometric, 960 by 720. */
    public static RenderOptions defaults() {
        return new RenderOptions(StandardView.ISOMETRIC, 960, 720);
    }

    /** Returns these options for another view. */
    public RenderOptions withView(StandardView other) {
        return new RenderOptions(other, width, height);
    }
}
