namespace Sidecar.Tests.Impact.Imports;

public sealed class GoImportTests
{
    [Theory]
    [InlineData("import \"example.org/shop/cart\"", "cart/*.go")]
    [InlineData("import (\n\t\"fmt\"\n\tc \"example.org/shop/cart\" // the basket\n\t_ `example.org/shop`\n)", "*.go", "cart/*.go")]
    [InlineData("import \"fmt\"; import . \"example.org/shop/cart\"", "cart/*.go")]
    [InlineData("// import \"example.org/shop/cart\"")]
    [InlineData("import \"example.org/shopping\"")]
    [InlineData("import \"example.org/shop/gone\"")]
    [InlineData("import \"example.org/shop/tests\"")]
    [InlineData("import \"example.org/shop/tools\"")]
    [InlineData("import \"example.org/shop/pay\"")]
    [InlineData("func f() { return \"example.org/shop/cart\" }")]
    public void An_import_below_the_module_is_the_folder_of_that_package(string text, params string[] expected) => Assert.Equal(
        expected,
        new FakeProject()
            .With("go.mod", "// the shop\nmodule example.org/shop // here\n\ngo 1.22\n")
            .WithFiles("shop.go", "cart/cart.go", "tests/a_test.go", "tools/tool.go", "pay/bill.go")
            .With("tools/go.mod", "module example.org/shop/tools")
            .With("pay/pay.go", $"package pay\n{text}\n").Of("pay/pay.go"));

    [Fact]
    public void Without_a_module_nothing_is_known() => Assert.Empty(
        new FakeProject().WithFiles("cart/cart.go").With("a.go", "import \"example.org/shop/cart\"").Of("a.go"));
}
