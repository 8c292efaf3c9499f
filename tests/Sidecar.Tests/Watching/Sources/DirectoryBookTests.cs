using Sidecar.Watching.Sources;
using Sidecar.Watching.Sources.Linux;

namespace Sidecar.Tests.Watching.Sources;

public sealed class DirectoryBookTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("sidecar-book-").FullName;
    private readonly HintRecord _hints = new();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Out_of_watches_is_a_problem_and_a_rescan()
    {
        Directory.CreateDirectory(Path.Combine(_root, "a", "b"));
        var book = new DirectoryBook<int>(_hints, new FewMarks(limit: 2));

        book.Watch(_root, _ => false);

        Assert.Equal(2, book.Count);
        Assert.Equal(["no more"], book.Problems);
        Assert.Equal(["rescan"], _hints.Told);
    }

    [Fact]
    public void A_root_that_is_watched_again_with_enough_watches_has_no_problem_left()
    {
        Directory.CreateDirectory(Path.Combine(_root, "a", "b"));
        var marks = new FewMarks(limit: 2);
        var book = new DirectoryBook<int>(_hints, marks);
        book.Watch(_root, _ => false);

        marks.Limit = 10;
        book.Watch(_root, _ => false);

        Assert.Empty(book.Problems);
        Assert.Equal(3, book.Count);
    }

    [Fact]
    public void A_directory_that_changed_its_place_unnoticed_is_watched_once_and_in_its_new_place()
    {
        Directory.CreateDirectory(Path.Combine(_root, "a"));
        var marks = new FewMarks(limit: 10);
        var book = new DirectoryBook<int>(_hints, marks);
        book.Watch(_root, _ => false);

        Directory.Move(Path.Combine(_root, "a"), Path.Combine(_root, "b"));
        book.Lost("events were lost");
        book.Happened(marks.KeyOf(Path.Combine(_root, "b")), "file"u8, EventBits.Created, pid: 0);

        Assert.Equal(2, book.Count);
        Assert.Equal(["b/file", "rescan"], _hints.Told.Order());
    }

    /// <summary>Grants so many watches; like the kernel it knows a directory again under another name.</summary>
    private sealed class FewMarks(int limit) : IDirectoryMarks<int>
    {
        private readonly Dictionary<ulong, int> _keys = [];

        public int Limit { get; set; } = limit;

        public string LimitProblem => "no more";

        public int KeyOf(string path) => _keys[Inode(path)];

        public int Mark(byte[] path, bool isTop, out int key)
        {
            key = 0;
            var text = OsPath.Text(path);
            if (!Directory.Exists(text))
                return SystemCalls.NoEntry;

            var inode = Inode(text);
            if (!_keys.ContainsKey(inode) && _keys.Count >= Limit)
                return SystemCalls.NoSpace;
            if (!_keys.TryGetValue(inode, out key))
                key = _keys[inode] = _keys.Count + 1;
            return 0;
        }

        public void Unmark(int key) => _keys.Remove(_keys.Single(entry => entry.Value == key).Key);

        public Writer? WriterOf(string absolutePath, int pid) => null;

        private static ulong Inode(string path)
        {
            using var directory = SystemCalls.OpenDirectory(System.Text.Encoding.UTF8.GetBytes(path), toRead: false, out _);
            Assert.Equal(0, FileHandles.Find(directory!, out var handle));
            return BitConverter.ToUInt32(handle.Handle, 8);
        }
    }
}
