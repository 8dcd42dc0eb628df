using System.Text;
using Commerce.Api.Import;

namespace Commerce.Api.Tests.Import;

public sealed class FilesThatBreakOff
{
    private const string Good = "Handle,Title\nbell,Bell\ncap,Cap\n";

    private readonly FakeShop shop = new();

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData(
        "Name,Price\nBell,7\n", "The file is no product CSV: it has no column 'Handle'. Its columns: 'Name', 'Price'.")]
    [InlineData(
        "{\"products\": []}",
        "The file is no product CSV: it has no column 'Handle'. Its columns: '{\"products\": []}'.")]
    public async Task Are_refused_when_they_are_no_product_files(string text, string reason)
    {
        var imported = await Importing.Into(shop, text);

        Assert.Equal(reason, imported.Stopped);
        Assert.Empty(imported.Rows);
    }

    [Fact]
    public async Task Are_refused_when_they_are_binary()
    {
        var bytes = new byte[4 * 1024 * 1024];
        new Random(7).NextBytes(bytes);

        var imported = await Importing.Into(shop, bytes);

        Assert.StartsWith("The file is no product CSV", imported.Stopped);
        Assert.Equal(0, shop.Writes);
    }

    [Fact]
    public async Task Are_refused_when_they_are_utf_16_without_saying_so() =>
        Assert.StartsWith(
            "The file is no product CSV", (await Importing.Into(shop, Encoding.Unicode.GetBytes(Good))).Stopped);

    [Fact]
    public async Task Tell_rows_in_another_encoding_from_the_good_ones()
    {
        var imported =
            await Importing.Into(shop, Encoding.Latin1.GetBytes("Handle,Title\nbell,Bell\ncafe,Café\ncap,Cap\n"));

        Assert.Equal("created failed created", imported.Verdicts);
        Assert.Equal("Title is not UTF-8 text.", imported.ReasonOf(3));
    }

    [Fact]
    public async Task Land_their_good_rows_before_a_quote_that_is_never_closed()
    {
        var imported = await Importing.Into(shop, Good + "hat,\"Hat\nbelt,Belt\nsock,Sock\n");

        Assert.Equal("created created failed", imported.Verdicts);
        Assert.Equal("A quote opens and is never closed.", imported.ReasonOf(4));
        Assert.Equal(
            "The quote that opens in row 4 is never closed: the rest of the file was not read.", imported.Stopped);
        Assert.Equal(2, shop.Products.Count);
    }

    [Fact]
    public async Task Land_their_good_rows_before_a_cell_of_ten_megabytes()
    {
        var imported = await Importing.Into(shop, Good + $"hat,{new string('x', 10 * 1024 * 1024)}\nbelt,Belt\n");

        Assert.Equal("created created", imported.Verdicts);
        Assert.Equal("Row 4 is longer than 1 MB: the rest of the file was not read.", imported.Stopped);
    }

    [Fact]
    public async Task Lose_no_more_than_the_row_whose_inner_quotes_are_not_doubled()
    {
        const string Csv = """
            Handle,Title,Body (HTML)
            bell,Bell,"<p class="loud">Rings</p>"
            cap,Cap,<p>Fits</p>
            """;

        Assert.Equal("failed created", (await Importing.Into(shop, Csv)).Verdicts);
    }

    [Fact]
    public async Task May_end_without_a_line_break() =>
        Assert.Equal("created created", (await Importing.Into(shop, Good.TrimEnd())).Verdicts);

    [Fact]
    public async Task May_have_blank_lines()
    {
        var imported = await Importing.Into(shop, "Handle,Title\n\nbell,Bell\n\n\ncap,Cap\n\n");

        Assert.Equal([3, 6], imported.Rows.Select(row => row.Row));
    }

    [Fact]
    public async Task Leave_nothing_in_memory_however_long_they_are()
    {
        const int Few = 100;
        await using var stream = new EndlessCatalogue(products: 20_000, new string('x', 5_000));
        using var file = await ProductFile.Open(stream, CancellationToken.None);
        var rows = new List<WeakReference>();
        var products = new RowGrouping().Group(file.Rows(CancellationToken.None), CancellationToken.None);
        await foreach (var product in products)
        {
            rows.Add(new WeakReference(product.Rows[0]));
            Assert.InRange(stream.Made - rows.Count, 0, Few);
            if (rows.Count % 5_000 != 0) continue;
            GC.Collect();
            Assert.InRange(rows.Count(row => row.IsAlive), 0, Few);
        }

        Assert.Equal(20_000, rows.Count);
    }

    /// <summary>A hundred megabytes of products, made while they are read.</summary>
    private sealed class EndlessCatalogue(int products, string description) : Stream
    {
        private byte[] line = "Handle,Title,Body (HTML)\n"u8.ToArray();
        private int at;

        /// <summary>How many products were read from it.</summary>
        public int Made { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (at == line.Length)
            {
                if (Made == products) return 0;
                line = Encoding.UTF8.GetBytes($"lamp-{Made++},Lamp,{description}\n");
                at = 0;
            }

            var taken = Math.Min(count, line.Length - at);
            line.AsSpan(at, taken).CopyTo(buffer.AsSpan(offset));
            at += taken;
            return taken;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
