namespace Sidecar.Tests.Impact.Imports;

public sealed class CSharpImportTests
{
    [Theory]
    [InlineData("namespace Shop; class Pay { Cart cart; }", "src/Cart.cs")]
    [InlineData("namespace Shop.Paying { class Pay : Cart { } }", "src/Cart.cs")]
    [InlineData("using Shop; namespace Other; class Pay { object c = new Cart(); }", "src/Cart.cs")]
    [InlineData("global using Shop; namespace Other; class Pay { string s = $\"{Cart.Total(\"x\")}\"; }", "src/Cart.cs")]
    [InlineData("using static Shop.Cart; namespace Other;", "src/Cart.cs")]
    [InlineData("using Basket = Shop.Cart; namespace Other;", "src/Cart.cs")]
    [InlineData("namespace Shop; class Pay { Cart Cart { get; } }", "src/Cart.cs")]
    [InlineData("namespace Shop; class Pay { char c = '\"'; Cart cart; }", "src/Cart.cs")]
    [InlineData("namespace Shop; class Pay { List<Bill> bills; }", "src/Paying/Bill.cs")]
    [InlineData("namespace Other; class Pay { Cart cart; }")]
    [InlineData("namespace Shopping; class Pay { Cart cart; }")]
    [InlineData("namespace Shop; class Pay { int Cart { get; } int Two() => Cart * 2; }")]
    [InlineData("namespace Shop; class Pay { object o = other.Cart; }")]
    [InlineData("namespace Shop; class Pay { object o = new Order { Cart = 1 }; }")]
    [InlineData("namespace Shop; class Pay { bool b = o is { Cart: 1 }; }")]
    [InlineData("namespace Shop; enum Pay { None, Cart }")]
    [InlineData("namespace Shop; class Pay { class Cart { } Cart cart; }")]
    [InlineData("namespace Shop; // Cart\n#region Cart's\nclass Pay { string s = \"Cart\", t = @\"\"\"Cart\", u = \"\"\"Cart \" Cart\"\"\"; } /* Cart */")]
    [InlineData("namespace Shop; class Pay { Twice twice; Wrong wrong; }")]
    [InlineData("using var x = Cart; namespace Other;")]
    public void A_type_that_is_seen_from_the_file_is_found_by_the_name_of_its_own(string text, params string[] expected) => Assert.Equal(
        expected,
        new FakeProject()
            .With("src/Cart.cs", "namespace Shop;\npublic sealed record class Cart(int Total);")
            .With("src/Paying/Bill.cs", "namespace Shop { /* of all */ interface Bill { } }")
            .With("src/Twice.cs", "namespace Shop; class Twice { }").With("lib/Twice.cs", "namespace Shop; class Twice { }")
            .With("src/Wrong.cs", "namespace Shop; class Right { class Wrong { } }")
            .With("src/Pay.cs", text).Of("src/Pay.cs"));

    [Fact]
    public void Parts_of_one_type_do_not_depend_on_each_other() => Assert.Empty(
        new FakeProject().With("Cart.cs", "namespace Shop; partial class Cart { }")
            .With("Cart.Lines.cs", "namespace Shop; partial class Cart { Cart other; }").Of("Cart.Lines.cs"));
}
