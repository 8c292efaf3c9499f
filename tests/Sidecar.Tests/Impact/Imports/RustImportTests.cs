namespace Sidecar.Tests.Impact.Imports;

public sealed class RustImportTests
{
    [Theory]
    [InlineData("use crate::cart::Cart;", "src/cart.rs")]
    [InlineData("use crate::cart::{self, total as t, Cart};", "src/cart.rs")]
    [InlineData("use crate::{cart::Cart, db::{rows::Row, Db}};", "src/cart.rs", "src/db/mod.rs", "src/db/rows.rs")]
    [InlineData("use super::cart::*;", "src/cart.rs")]
    [InlineData("fn f() -> crate::cart::Cart { crate::db::open() }", "src/cart.rs", "src/db/mod.rs")]
    [InlineData("mod bill;", "src/pay/bill.rs")]
    [InlineData("#[cfg(test)]\npub(crate) mod bill;", "src/pay/bill.rs")]
    [InlineData("use self::bill::Bill;", "src/pay/bill.rs")]
    [InlineData("mod tests { use super::*; use super::bill::Bill; use super::super::cart::Cart; }", "src/cart.rs", "src/pay/bill.rs")]
    [InlineData("mod inner { mod deep; }", "src/pay/inner/deep.rs")]
    [InlineData("fn f<'a>(x: &'a str) { let q = '\"'; } use crate::cart::Cart;", "src/cart.rs")]
    [InlineData("#[path = \"elsewhere.rs\"] mod bill;")]
    [InlineData("use crate::Config;")]
    [InlineData("use std::cart::Cart;")]
    [InlineData("use super::super::super::cart::Cart;")]
    [InlineData("let s = r#\"use crate::cart::Cart; \" \"#;")]
    [InlineData("/* use crate::cart::Cart; /* nested */ use crate::db; */")]
    [InlineData("let s = \"two\nuse crate::cart::Cart;\";")]
    public void A_path_within_the_crate_is_the_file_of_its_module(string text, params string[] expected) => Assert.Equal(
        expected,
        new FakeProject()
            .WithFiles("Cargo.toml", "src/lib.rs", "src/cart.rs", "src/db/mod.rs", "src/db/rows.rs", "src/pay/bill.rs", "src/pay/inner/deep.rs")
            .With("src/pay.rs", text).Of("src/pay.rs"));

    [Fact]
    public void Each_test_is_a_crate_of_its_own() => Assert.Equal(
        ["tests/common/mod.rs"],
        new FakeProject().WithFiles("Cargo.toml", "src/lib.rs", "src/cart.rs", "tests/common/mod.rs")
            .With("tests/buying.rs", "mod common; use crate::cart::Cart;").Of("tests/buying.rs"));

    [Fact]
    public void Where_the_crate_begins_elsewhere_its_root_is_found_by_its_name() => Assert.Equal(
        ["core/cart.rs"],
        new FakeProject().WithFiles("Cargo.toml", "core/main.rs", "core/cart.rs", "core/pay/cart.rs")
            .With("core/pay/bill.rs", "use crate::cart::Cart;").Of("core/pay/bill.rs"));

    [Fact]
    public void What_may_be_one_of_two_is_left_out() => Assert.Empty(
        new FakeProject().WithFiles("Cargo.toml", "src/main.rs", "src/cart.rs", "src/cart/mod.rs")
            .With("src/pay.rs", "use crate::cart::Cart;").Of("src/pay.rs"));
}
